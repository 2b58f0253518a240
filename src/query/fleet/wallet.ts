import { and, bottomk, count, deriv, div, type Duration, gauge, greater, less, maxBy, mul, offset, or, recorded, sub, sum, sumBy, topk, type Vector } from '../promql.ts';
import { queries } from '../queries.ts';
import type { AgentScope, NumberVariable, Variable } from '../variables.ts';

/** Which agents and currencies a figure is about; all of them when left out. */
export interface WalletScope extends AgentScope {
  readonly currency?: Variable;
}

/** Wallet balances from Prometheus. Native balances of two currencies are never added; values go through pf_fx_rate_usdc. */
export const wallet = queries('wallet', {
  /** Value of the scope's wallets in USDC. */
  value: (scope: AgentScope = {}) => sum(recorded('agent:pf_wallet_value_usdc:sum', scope)),
  /** Value of the fleet's wallets, recorded. */
  fleetValue: () => recorded('fleet:pf_wallet_value_usdc:sum'),
  /** Change of that value since a while ago. */
  valueChange: (since: Duration, scope: AgentScope = {}) =>
    sub(sum(recorded('agent:pf_wallet_value_usdc:sum', scope)), sum(offset(recorded('agent:pf_wallet_value_usdc:sum', scope), since))),
  /** Native balance per agent and currency. */
  native: (scope: WalletScope = {}) => balances(scope),
  /** Native total per currency. */
  nativeTotals: (scope: WalletScope = {}) => sumBy(['currency'], balances(scope)),
  /** Value per currency in USDC. */
  valueByCurrency: (scope: WalletScope = {}) =>
    sumBy(['currency'], mul(balances(scope), maxBy(['currency'], gauge('pf_fx_rate_usdc')), { on: ['currency'], groupLeft: true })),
  /** USDC balance per agent: what an agent can trade with. */
  usdc: (scope: AgentScope = {}) => usdcBalances(scope),
  /** The agents with the least USDC; instant only. */
  lowestUsdc: (limit: number | NumberVariable, scope: AgentScope = {}) => bottomk(limit, usdcBalances(scope)),
  /** How many agents hold less USDC than they need to trade; 0 only while balances are reported at all. */
  belowMinimum: (minimum: number, scope: AgentScope = {}) => or(count(less(usdcBalances(scope), minimum)), mul(count(usdcBalances(scope)), 0)),
  /** Hours until an agent's USDC falls to the minimum at the pace of the last six hours; only agents that fall. */
  runwayHours: (minimum: number, scope: AgentScope = {}) => {
    const pace = maxBy(['agent_id'], mul(deriv(gauge('pf_wallet_balance_usdc', { ...scope, currency: 'USDC' }), '6h'), -3600));
    return div(sub(usdcBalances(scope), minimum), greater(pace, 0));
  },
  /** Share of the fleet's value that its richest agents hold. */
  concentration: (richest: number) => div(sum(topk(richest, recorded('agent:pf_wallet_value_usdc:sum'))), sum(recorded('agent:pf_wallet_value_usdc:sum'))),
  /** That share, only for a fleet of more agents than `minAgents`. */
  concentrationOfLargeFleet: (richest: number, minAgents: number) =>
    and(
      div(sum(topk(richest, recorded('agent:pf_wallet_value_usdc:sum'))), sum(recorded('agent:pf_wallet_value_usdc:sum'))),
      greater(count(recorded('agent:pf_wallet_value_usdc:sum')), minAgents),
    ),
  /** The richest agents by value; instant only. */
  richest: (limit: number | NumberVariable, scope: AgentScope = {}) => topk(limit, recorded('agent:pf_wallet_value_usdc:sum', scope)),
});

function balances(scope: WalletScope): Vector<'agent_id' | 'currency'> {
  return maxBy(['agent_id', 'currency'], gauge('pf_wallet_balance_usdc', scope));
}

function usdcBalances(scope: AgentScope): Vector<'agent_id'> {
  return maxBy(['agent_id'], gauge('pf_wallet_balance_usdc', { ...scope, currency: 'USDC' }));
}
