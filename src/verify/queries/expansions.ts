import { expandQuery } from '../../interpolation/query/expand-query.ts';
import type { QueryPeriod } from '../../interpolation/query/period.ts';
import { type ChosenVariable, variablesIn } from '../../interpolation/query/query-variables.ts';
import { type Choice, choose, type OptionsOf } from './choices.ts';
import type { FoundQuery } from './find.ts';
import { periodOf, type TimeRange } from './periods.ts';

/** A query as an engine would get it, with the choice of variables that made it so. */
export interface ExpandedQuery {
  /** Where the query stands, and the choice. */
  readonly name: string;
  readonly query: FoundQuery;
  readonly period: QueryPeriod;
  readonly choice: Choice;
  readonly text: string;
}

/** A query that Grafana could not send, and why. */
export interface ExpansionProblem {
  readonly name: string;
  readonly query: FoundQuery;
  readonly problem: string;
}

export interface Expansions {
  readonly expanded: readonly ExpandedQuery[];
  readonly problems: readonly ExpansionProblem[];
}

const CHOICES: readonly Choice[] = ['one', 'many', 'all', 'none'];

/** Returns a query with every choice of its variables that makes another text of it; once when it names none. */
export function expansionsOf(query: FoundQuery, range: TimeRange, optionsOf: OptionsOf): Expansions {
  const used = variablesUsed(query);
  const expanded: ExpandedQuery[] = [];
  const problems: ExpansionProblem[] = [];
  for (const choice of used.length === 0 ? CHOICES.slice(0, 1) : CHOICES) {
    const name = used.length === 0 ? query.where : `${query.where}, ${choice} chosen`;
    try {
      const text = expandFound(query, range, used.map((variable) => choose(variable, choice, optionsOf)));
      if (!expanded.some((other) => other.text === text)) expanded.push({ name, query, period: periodOf(query, range), choice, text });
    } catch (error) {
      problems.push({ name, query, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return { expanded, problems };
}

/** Returns the text of a query as Grafana sends it with those choices; a rule has none. Throws where `expandQuery` does. */
export function expandFound(query: FoundQuery, range: TimeRange, chosen: readonly ChosenVariable[]): string {
  return expandQuery(query.language, query.text, periodOf(query, range), query.variables && chosen);
}

/** Returns the dashboard's variables that a query names. */
export function variablesUsed({ text, variables = [] }: FoundQuery): NonNullable<FoundQuery['variables']> {
  const mentioned = new Set(variablesIn(text));
  return variables.filter(({ name }) => mentioned.has(name));
}
