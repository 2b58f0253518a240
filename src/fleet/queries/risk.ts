import { add, and, gauge, max, maxBy, mul, or, overTime, recorded, sortDesc, type Vector } from './promql.ts';
import { AGENT_MEMORY } from './agent-memory.ts';
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
  /**
   * Drawdown per agent in percent: what the alert watches. Straight from the exporter, and of an agent that is silent
   * the last one that was recorded within six hours: silence is not recovery.
   */
  lastKnownDrawdownPercent: () => mul(lastKnownDrawdown(), 100),
  /** The drawdown that each agent may have, in percent: its own limit, or the fleet's where it tells of none. */
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
    // By the agent alone, or a configured selector's labels on the recorded series would make a second row of it.
    maxBy(['agent_id'], overTime('last', recorded('agent:pf_drawdown:max'), AGENT_MEMORY)),
  );
}
