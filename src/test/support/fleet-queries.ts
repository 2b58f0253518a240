import type { FoundQuery } from '../../verify/panel-queries/find.ts';
import { type ChosenQuery, expansionsOf as expansionsIn, type OptionsOf } from '../fleet-truth/every-choice.ts';

/** The week for expanding queries when no store is needed. */
export const RANGE = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-08T00:00:00Z') };

/** A quote, a dot and an ordinary name: values that break when inserted without quoting or escaping. */
const NASTY: OptionsOf = () => ["o'neil.1", 'pf_agent_002', 'third'];

/** The query with every variable selection that changes its text, with values that are hard to quote. */
export function expansionsOf(query: FoundQuery): readonly ChosenQuery[] {
  return expansionsIn(query, RANGE, NASTY).expanded;
}

/** Why the query could not be sent, for every such selection. */
export function expansionProblems(query: FoundQuery): string[] {
  return expansionsIn(query, RANGE, NASTY).problems.map(({ name, problem }) => `${name}: ${problem}`);
}
