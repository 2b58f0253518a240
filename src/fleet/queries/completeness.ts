import { add, and, atLeast, count, countBy, mul, recorded, type Vector } from './promql.ts';
import type { AgentScope } from './variables.ts';

/** Share of the known agents from which on a sum over those that report still stands for all. */
const NEARLY_ALL = 0.9;

/**
 * A figure over all agents while nearly all of them are in it: a tenth of a large fleet may be silent, or one agent.
 * Otherwise nothing, a gap, because the sum over the few that one missed scrape leaves is not a total. `parts` is what
 * it is made of.
 */
export function whole<L extends string, P extends string>(
  figure: Vector<L>,
  parts: Vector<P | 'agent_id'>,
  scope: AgentScope,
): Vector<L> {
  const enough = atLeast(add(count(countBy(['agent_id'], parts)), 1), mul(count(knownAgents(scope)), NEARLY_ALL));
  return and(figure, enough, { on: [] });
}

/** Agents that reported at any time of the last hour. */
export function knownAgents(scope: AgentScope): Vector<'agent_id'> {
  return recorded('agent:pf_drawdown:timestamp_max1h', scope);
}
