import {
  add,
  and,
  bottomk,
  clampMin,
  count,
  counter,
  deriv,
  div,
  type Duration,
  gauge,
  greater,
  increase,
  less,
  max,
  maxBy,
  min,
  mul,
  offset,
  or,
  overTime,
  rangeBottomk,
  rangeTopk,
  recorded,
  sub,
  sum,
  sumBy,
  time,
  topk,
  unless,
  type Vector,
  type Window,
} from './promql.ts';
import { AGENT_MEMORY } from './agent-memory.ts';
import { queries } from '../../query/named.ts';
import { whole } from './completeness.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/** Number of richest agents to which the limits of concentration refer. */
export const RICHEST = 5;

/**
 * Wallet balances from Prometheus. Native balances of different currencies are never added; values are computed with
 * pf_fx_rate_usdc.
 */
export const wallet = queries('wallet', {
  /** Value of the scope's wallets in USDC. */
  value: (scope: AgentScope = {}) => whole(sum(valueOfAgent(scope)), valueOfAgent(scope), scope),
  /** Value of the fleet's wallets, recorded. */
  fleetValue: () => recorded('fleet:pf_wallet_value_usdc:sum'),
  /**
   * Change of the value since `since` ago, of agents that report at both ends, because a silent agent has not lost its
   * wallet.
   */
  valueChange: (since: Duration, scope: AgentScope = {}) =>
    whole(
      sum(sub(valueOfAgent(scope), offset(recorded('agent:pf_wallet_value_usdc:sum', scope), since))),
      valueOfAgent(scope),
      scope,
    ),
  /** Native total per currency. */
  nativeTotals: (scope: AgentScope = {}) => whole(sumBy(['currency'], balances(scope)), balances(scope), scope),
  /** Value per currency in USDC. */
  valueByCurrency: (scope: AgentScope = {}) =>
    whole(
      sumBy(
        ['currency'],
        mul(balances(scope), maxBy(['currency'], gauge('pf_fx_rate_usdc')), { on: ['currency'], groupLeft: true }),
      ),
      balances(scope),
      scope,
    ),
  /** USDC balance per agent, with which the agent can trade. */
  usdc: (scope: AgentScope = {}) => usdcBalances(scope),
  /** USDC in all wallets of the scope, which is available for trades. */
  freeUsdc: (scope: AgentScope = {}) => whole(sum(usdcBalances(scope)), usdcBalances(scope), scope),
  /** USDC balance per agent for the alert; for a silent agent the last value that was recorded within six hours. */
  lastKnownUsdc: () => lastKnownUsdc(),
  /**
   * The USDC that each agent needs: its own minimum, or the fleet's if it reports none; empty for an agent with a
   * minimum of 0, which needs no USDC.
   */
  usdcNeeded: (fleetMinimum: number) => {
    const own = or(
      maxBy(['agent_id'], gauge('pf_agent_min_balance_usdc')),
      maxBy(['agent_id'], overTime('last', gauge('pf_agent_min_balance_usdc'), AGENT_MEMORY)),
    );
    return greater(or(own, add(mul(lastKnownUsdc(), 0), fleetMinimum)), 0);
  },
  /**
   * Share of its wallet that an agent withdrew in the last hour, at the rates at that time, of agents that withdrew
   * more than `minUsdc`.
   */
  shareWithdrawn: (minUsdc: number) => {
    const out = maxBy(
      ['agent_id'],
      overTime('sum', recorded('agent_direction:pf_wallet_flows_usdc:delta2m', { direction: 'out' }), '1h'),
    );
    // Grouped by agent like the other side, because a configured selector adds labels to a recorded series.
    const left = or(maxBy(['agent_id'], recorded('agent:pf_wallet_value_usdc:sum')), mul(out, 0));
    return div(greater(out, minUsdc), add(left, out));
  },
  /** Loss of the fleet in 24 hours divided by the value of its wallets 24 hours ago. */
  dailyLossShare: () =>
    div(
      mul(sum(recorded('agent:pf_trade_pnl_usdc:delta24h')), -1),
      greater(max(offset(recorded('fleet:pf_wallet_value_usdc:sum'), '24h')), 0),
    ),
  /** Seconds since the last rate of each currency that had a rate within a day. */
  sinceRate: () => sub(time(), overTime('max', recorded('currency:pf_fx_rate_usdc:timestamp'), '1d')),
  /** Native total of each currency in the wallets without a rate within a day, whose value counts as 0. */
  withoutRate: () =>
    unless(
      greater(sumBy(['currency'], balances({})), 0),
      overTime('last', recorded('currency:pf_fx_rate_usdc:timestamp'), '1d'),
      { on: ['currency'] },
    ),
  /** The agents with the least USDC; instant only. */
  lowestUsdc: (limit: number | NumberVariable, scope: AgentScope = {}) => bottomk(limit, usdcBalances(scope)),
  /** Number of agents with less USDC than they need to trade; 0 only while balances are reported. */
  belowMinimum: (minimum: number, scope: AgentScope = {}) =>
    whole(
      or(count(less(usdcBalances(scope), minimum)), mul(count(usdcBalances(scope)), 0)),
      usdcBalances(scope),
      scope,
    ),
  /** Hours until an agent's USDC reaches the minimum at the pace of the last six hours, if it is falling. */
  runwayHours: (minimum: number, scope: AgentScope = {}) => runway(minimum, scope),
  /** The shortest runway of any agent. */
  shortestRunway: (minimum: number, scope: AgentScope = {}) => min(runway(minimum, scope)),
  /** The agents with the shortest runway; instant only. */
  shortestRunways: (limit: number | NumberVariable, minimum: number, scope: AgentScope = {}) =>
    bottomk(limit, runway(minimum, scope)),
  /** USDC of the agents with the shortest runway; instant only. */
  usdcOfShortestRunways: (limit: number | NumberVariable, minimum: number, scope: AgentScope = {}) =>
    and(usdcBalances(scope), bottomk(limit, runway(minimum, scope)), { on: ['agent_id'] }),
  /** USDC per hour that the agents with the shortest runway lose; instant only. */
  paceOfShortestRunways: (limit: number | NumberVariable, minimum: number, scope: AgentScope = {}) =>
    and(lossPerHour(scope), bottomk(limit, runway(minimum, scope)), { on: ['agent_id'] }),
  /** Native balance over time of the agents with the least of a currency at the end of the range, recorded. */
  lowestOverTime: (of: string, limit: number | NumberVariable, scope: AgentScope = {}) =>
    rangeBottomk(limit, recorded('agent_currency:pf_wallet_balance:max', { ...scope, currency: of })),
  /** Native balance over time of the agents with the most of a currency at the end of the range, recorded. */
  largestOverTime: (of: string, limit: number | NumberVariable, scope: AgentScope = {}) =>
    rangeTopk(limit, recorded('agent_currency:pf_wallet_balance:max', { ...scope, currency: of })),
  /** Value of the fleet's wallets per currency in USDC, recorded. */
  fleetValueByCurrency: () => recorded('currency:pf_wallet_value_usdc:sum'),
  /** Deposits of the window in USDC at the rate at that time. */
  deposits: (window: Window, scope: AgentScope = {}) => flows('in', window, scope),
  /** Withdrawals of the window in USDC at the rate at that time, negative. */
  withdrawals: (window: Window, scope: AgentScope = {}) => mul(flows('out', window, scope), -1),
  /** Faucet claims of the window. */
  faucetClaims: (window: Window, scope: AgentScope = {}) =>
    sum(overTime('sum', recorded('agent:pf_faucet_claims:delta2m', scope), window)),
  /** Share of the fleet's value in the wallets of its richest agents, only for a fleet of more than `minAgents`. */
  concentrationOfLargeFleet: (minAgents: number) =>
    and(
      div(
        sum(topk(RICHEST, recorded('agent:pf_wallet_value_usdc:sum'))),
        sum(recorded('agent:pf_wallet_value_usdc:sum')),
      ),
      greater(count(recorded('agent:pf_wallet_value_usdc:sum')), minAgents),
    ),
  /** The richest agents by value; instant only. */
  richest: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    topk(limit, recorded('agent:pf_wallet_value_usdc:sum', scope)),
  /** Their share of the whole fleet's value; instant only. */
  shareOfRichest: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    topk(
      limit,
      div(recorded('agent:pf_wallet_value_usdc:sum', scope), sum(recorded('agent:pf_wallet_value_usdc:sum')), {
        on: [],
        groupLeft: true,
      }),
    ),
});

function balances(scope: AgentScope): Vector<'agent_id' | 'currency'> {
  return maxBy(['agent_id', 'currency'], gauge('pf_wallet_balance_usdc', scope));
}

function lastKnownUsdc(): Vector<'agent_id'> {
  return or(
    usdcBalances({}),
    maxBy(
      ['agent_id'],
      overTime('last', recorded('agent_currency:pf_wallet_balance:max', { currency: 'USDC' }), AGENT_MEMORY),
    ),
  );
}

function valueOfAgent(scope: AgentScope): Vector<'agent_id'> {
  return recorded('agent:pf_wallet_value_usdc:sum', scope);
}

function usdcBalances(scope: AgentScope): Vector<'agent_id'> {
  return maxBy(['agent_id'], gauge('pf_wallet_balance_usdc', { ...scope, currency: 'USDC' }));
}

/**
 * Runway of agents without a deposit or withdrawal in the six hours, because a flow is not a pace. At or below the
 * minimum it is 0.
 */
function runway(minimum: number, scope: AgentScope): Vector<'agent_id'> {
  const moved = greater(
    sumBy(['agent_id'], increase(counter('pf_wallet_flows_total', { ...scope, currency: 'USDC' }), '6h')),
    0,
  );
  return clampMin(
    unless(div(sub(usdcBalances(scope), minimum), greater(lossPerHour(scope), 0)), moved, { on: ['agent_id'] }),
    0,
  );
}

function lossPerHour(scope: AgentScope): Vector<'agent_id'> {
  return maxBy(['agent_id'], mul(deriv(gauge('pf_wallet_balance_usdc', { ...scope, currency: 'USDC' }), '6h'), -3600));
}

function flows(direction: 'in' | 'out', window: Window, scope: AgentScope): Vector<never> {
  return sum(
    overTime('sum', recorded('agent_direction:pf_wallet_flows_usdc:delta2m', { ...scope, direction }), window),
  );
}
