import { and, gauge, max, maxBy, mul, recorded, sortDesc } from './promql.ts';
import { queries } from '../../query/named.ts';
import { whole } from './completeness.ts';
import type { AgentScope } from './variables.ts';
import { pnl } from './pnl.ts';

/** Live drawdown from Prometheus: fall from the peak of equity as a fraction of it, 0 or more. */
export const risk = queries('risk', {
  /** Drawdown per agent, deepest first; instant only. */
  drawdownByAgent: (scope: AgentScope = {}) => sortDesc(recorded('agent:pf_drawdown:max', scope)),
  /** The deepest drawdown of any agent. */
  worstDrawdown: (scope: AgentScope = {}) => {
    const byAgent = recorded('agent:pf_drawdown:max', scope);
    return whole(max(byAgent), byAgent, scope);
  },
  /** Drawdown of the agents with the best P&L of the last 24 hours; instant only. */
  drawdownOfLeaders: (limit: number) =>
    and(recorded('agent:pf_drawdown:max'), pnl.best24h(limit), { on: ['agent_id'] }),
  /** Drawdown per agent in percent, straight from the exporter: what the alert watches. */
  drawdownPercent: (scope: AgentScope = {}) => mul(maxBy(['agent_id'], gauge('pf_drawdown_pct', scope)), 100),
});
