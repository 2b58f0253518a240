import { expandQuery } from '../../grafana/query-expansion/expand-query.ts';
import type { QueryPeriod } from '../../grafana/query-expansion/period.ts';
import { type ChosenVariable, variablesIn } from '../../grafana/query-expansion/query-variables.ts';
import type { FoundQuery } from './find.ts';
import { periodOf, type TimeRange } from './periods.ts';

/** A query as an engine receives it. */
export interface ExpandedQuery {
  readonly query: FoundQuery;
  readonly period: QueryPeriod;
  readonly text: string;
}

/**
 * Returns a query as Grafana sends it with these values of variables, which a rule does not have. Throws where
 * `expandQuery` does.
 */
export function expandFound(query: FoundQuery, range: TimeRange, chosen: readonly ChosenVariable[]): ExpandedQuery {
  const period = periodOf(query, range);
  return { query, period, text: expandQuery(query.language, query.text, period, query.variables && chosen) };
}

/** Returns the dashboard's variables that a query uses. */
export function variablesUsed({ text, variables = [] }: FoundQuery): NonNullable<FoundQuery['variables']> {
  const mentioned = new Set(variablesIn(text));
  return variables.filter(({ name }) => mentioned.has(name));
}
