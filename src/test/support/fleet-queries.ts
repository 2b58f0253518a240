import type { FoundQuery } from '../../verify/panel-queries/find.ts';
import { type ChosenQuery, expansionsOf as expansionsIn, type OptionsOf } from '../fleet-truth/every-choice.ts';

/** A week that every query is expanded for where nothing is in the store. */
export const RANGE = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-08T00:00:00Z') };

/** A quote, a dot and an ordinary name: what breaks a value that is put in without quoting or escaping. */
const NASTY: OptionsOf = () => ["o'neil.1", 'pf_agent_002', 'third'];

/** The query with every choice of its variables that makes another text of it, over values that are hard to quote. */
export function expansionsOf(query: FoundQuery): readonly ChosenQuery[] {
  return expansionsIn(query, RANGE, NASTY).expanded;
}

/** Why the query could not be sent, for every choice of its variables in which it could not. */
export function expansionProblems(query: FoundQuery): string[] {
  return expansionsIn(query, RANGE, NASTY).problems.map(({ name, problem }) => `${name}: ${problem}`);
}
