import { countBy, gauge, maxBy, or, overTime, recorded, type Vector } from './promql.ts';

/** How long the last values of a dead agent, and its alerts, are kept: about a shift. */
export const AGENT_MEMORY = '6h';

/** Agents that report now or reported in the last hours. */
export function seenLately(): Vector<'agent_id'> {
  return or(
    countBy(['agent_id'], gauge('pf_drawdown_pct')),
    maxBy(['agent_id'], overTime('last', recorded('agent:pf_drawdown:timestamp'), AGENT_MEMORY)),
  );
}
