import { countBy, gauge, maxBy, or, overTime, recorded, type Vector } from './promql.ts';

/** A dead agent keeps what was last known of it, and its alerts, for about a shift. */
export const AGENT_MEMORY = '6h';

/** Agents that report, or did within the last hours. */
export function seenLately(): Vector<'agent_id'> {
  return or(
    countBy(['agent_id'], gauge('pf_drawdown_pct')),
    maxBy(['agent_id'], overTime('last', recorded('agent:pf_drawdown:timestamp'), AGENT_MEMORY)),
  );
}
