import { add, and, atLeast, count, countBy, mul, recorded, type Vector } from './promql.ts';
import type { AgentScope } from './variables.ts';

/** Share of the known agents that must report for a sum to count as the total. */
const NEARLY_ALL = 0.9;

/**
 * A figure over all agents while nearly all of them report: a tenth of them plus one may be silent. Otherwise a gap,
 * because after a missed scrape the sum over the remaining few agents is not a total. `parts` are the series in the
 * figure.
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
