import { add, and, gauge, max, maxBy, mul, or, overTime, recorded, sortDesc, type Vector } from './promql.ts';
import { AGENT_MEMORY } from './agent-memory.ts';
import { queries } from '../../query/named.ts';
import { whole } from './completeness.ts';
import type { AgentScope } from './variables.ts';
import { pnl } from './pnl.ts';

/** Live drawdown from Prometheus: fall from the peak of equity as a fraction of the peak, 0 or more. */
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
  /**
   * Drawdown per agent in percent, for the alert: the exporter's value, and for a silent agent the last value that was
   * recorded within six hours, because silence is not recovery.
   */
  lastKnownDrawdownPercent: () => mul(lastKnownDrawdown(), 100),
  /** Drawdown limit of each agent in percent: its own, or the fleet's if it reports none. */
  drawdownLimitPercent: (fleetLimitPercent: number) => {
    const own = mul(
      or(
        maxBy(['agent_id'], gauge('pf_agent_max_drawdown_pct')),
        maxBy(['agent_id'], overTime('last', gauge('pf_agent_max_drawdown_pct'), AGENT_MEMORY)),
      ),
      100,
    );
    return or(own, add(mul(lastKnownDrawdown(), 0), fleetLimitPercent));
  },
});

function lastKnownDrawdown(): Vector<'agent_id'> {
  return or(
    maxBy(['agent_id'], gauge('pf_drawdown_pct')),
    // Grouped by agent, because a configured selector adds labels to the recorded series, which would give a second
    // row.
    maxBy(['agent_id'], overTime('last', recorded('agent:pf_drawdown:max'), AGENT_MEMORY)),
  );
}
