import { and, ratio, recorded, sum, sumBy } from './promql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';
import { pnl } from './pnl.ts';

/** Settled trades and bets from Prometheus, by outcome. */
export const trades = queries('trades', {
  /** Wins divided by wins and losses of the last 24 hours; pushes do not count. */
  winRate24h: (scope: AgentScope = {}) =>
    ratio(
      sum(recorded('agent_outcome:pf_trades:increase24h', { ...scope, outcome: 'win' })),
      sum(recorded('agent_outcome:pf_trades:increase24h', { ...scope, outcome: { regex: 'win|loss' } })),
    ),
  /** Win rate of the last 24 hours of the agents with the best P&L in that time; instant only. */
  winRateOfLeaders: (limit: number) =>
    and(
      ratio(
        sumBy(['agent_id'], recorded('agent_outcome:pf_trades:increase24h', { outcome: 'win' })),
        sumBy(['agent_id'], recorded('agent_outcome:pf_trades:increase24h', { outcome: { regex: 'win|loss' } })),
      ),
      pnl.best24h(limit),
      { on: ['agent_id'] },
    ),
  /** Settled trades of the last 24 hours by outcome. */
  byOutcome24h: (scope: AgentScope = {}) => sumBy(['outcome'], recorded('agent_outcome:pf_trades:increase24h', scope)),
});
