import type { Matcher } from '../../folder/expressions/promql-nodes.ts';
import { selectorsBelow } from '../../folder/expressions/promql-nodes.ts';
import { promqlFacts } from '../../folder/expressions/promql-facts.ts';
import { parsePromql } from '../../folder/expressions/promql-parser.ts';
import type { SeriesLookup } from '../../folder/expressions/promql-series.ts';

/** Labels of a series by its full name (including `…_bucket`); undefined for an unknown series. */
export type LabelsOfSeries = (series: string) => readonly string[] | undefined;

/**
 * All problems of a PromQL text: syntax, unknown series, unknown labels, matchings that never match; each as `kind:
 * sentence`.
 */
export function promqlProblems(promql: string, labelsOfSeries: LabelsOfSeries): string[] {
  const { tree, syntax } = parsePromql(promql);
  if (syntax.length > 0) return syntax.map(({ from, message }) => `syntax: ${message} at ${from}`);
  return promqlFacts(tree, promql, { series: lookup(labelsOfSeries) }).problems.map(
    ({ kind, message }) => `${kind}: ${message}`,
  );
}

/** Labels of the result of a PromQL text; empty for a scalar. */
export function promqlLabels(promql: string, labelsOfSeries: LabelsOfSeries): string[] {
  return [...(promqlFacts(parsePromql(promql).tree, promql, { series: lookup(labelsOfSeries) }).labels?.names ?? [])];
}

/** Every series selector of a PromQL text: its name, and its matchers as written. */
export function selectorsIn(
  promql: string,
): { name: string; matchers: readonly (readonly [label: string, operator: string, value: string])[] }[] {
  return selectorsBelow(parsePromql(promql).tree, promql).map(({ name, matchers }) => ({
    name,
    matchers: matchers.map(({ label, operator, value }: Matcher) => [label, operator, value] as const),
  }));
}

function lookup(labelsOfSeries: LabelsOfSeries): SeriesLookup {
  return (name) => {
    const labels = labelsOfSeries(name);
    return labels && { type: 'unknown', labels };
  };
}
