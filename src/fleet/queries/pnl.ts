import {
  and,
  div,
  type Gauge,
  gauge,
  greater,
  less,
  maxBy,
  mul,
  offset,
  or,
  rangeTopk,
  recorded,
  sub,
  sum,
  sumBy,
  topk,
} from './promql.ts';
import { queries } from '../../query/named.ts';
import { whole } from './completeness.ts';
import { reporting } from './health.ts';
import type { AgentScope, PnlScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

/**
 * Live P&L from Prometheus: the ledger since registration without flows, USDC. Silent and retired agents keep their
 * last known value.
 */
export const pnl = queries('pnl', {
  /** Cumulative P&L of the scope as one number. */
  total: (scope: PnlScope = {}) => sum(perAgentAndStrategy(scope)),
  /**
   * Change of the cumulative P&L in 24 hours, of agents known at both ends. A new strategy of such an agent counts from
   * 0.
   */
  change24h: (scope: PnlScope = {}) => {
    const now = perAgentAndStrategy(scope);
    const begun = and(mul(now, 0), offset(recorded('agent:pf_trade_pnl_usdc:sum'), '24h'), { on: ['agent_id'] });
    return sum(sub(now, or(offset(perAgentAndStrategy(scope), '24h'), begun)));
  },
  /** Cumulative P&L of the fleet, recorded. */
  fleetTotal: () => recorded('fleet:pf_trade_pnl_usdc:sum'),
  /** Change of the cumulative P&L of the fleet in 24 hours, of agents known at both ends. */
  fleetChange24h: () => sum(recorded('agent:pf_trade_pnl_usdc:delta24h')),
  /** Cumulative P&L per strategy. */
  byStrategy: (scope: PnlScope = {}) => sumBy(['strategy'], perAgentAndStrategy(scope)),
  /** Cumulative P&L of the agents with the highest P&L at the end of the range. */
  leaders: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    rangeTopk(limit, recorded('agent:pf_trade_pnl_usdc:sum', scope)),
  /** P&L of the last 24 hours of agents that report now, best first; instant only. */
  best24h: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    topk(
      limit,
      and(recorded('agent:pf_trade_pnl_usdc:delta24h', scope), recorded('agent:pf_drawdown:max'), { on: ['agent_id'] }),
    ),
  /**
   * Standard deviations between the P&L of the last hour and its mean of 7 days, of agents that lost more than
   * `minLoss` in that hour.
   */
  anomalousLoss: (minLoss: number) => {
    const change = recorded('agent:pf_trade_pnl_usdc:delta1h');
    const deviations = div(
      sub(change, recorded('agent:pf_trade_pnl_usdc:delta1h_mean7d')),
      greater(recorded('agent:pf_trade_pnl_usdc:delta1h_sd7d'), 0),
    );
    return and(deviations, less(change, -minLoss), { on: ['agent_id'] });
  },
  /** Unrealized P&L of open positions, a level. */
  unrealized: (scope: PnlScope = {}) =>
    whole(
      sum(maxBy(['agent_id', 'strategy'], gauge('pf_unrealized_pnl_usdc', scope))),
      reporting(agentsOf(scope)),
      agentsOf(scope),
    ),
  /** Notional of open positions. */
  openPositions: (scope: AgentScope = {}) =>
    whole(sum(maxBy(['agent_id', 'market'], gauge('pf_open_position_notional_usdc', scope))), reporting(scope), scope),
});

function agentsOf({ agent_id }: PnlScope): AgentScope {
  return agent_id === undefined ? {} : { agent_id };
}

function perAgentAndStrategy(scope: PnlScope): Gauge<'agent_id' | 'strategy'> {
  return recorded('agent_strategy:pf_trade_pnl_usdc:max', scope);
}
