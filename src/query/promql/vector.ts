/**
 * An instant vector with the labels `L` in the data source `S`. `binding` is the precedence of its outermost operator,
 * for parentheses.
 */
export interface Vector<L extends string = string, S extends string = string> {
  readonly promql: string;
  readonly labels: readonly L[];
  readonly binding: number;
  /** Handle of the data source that has the series; absent if it does not depend on one, as for `time()`. */
  readonly datasource?: S;
}

/** A series selector of a gauge: a vector that also accepts range functions, but not `rate()`. */
export interface Gauge<L extends string = string, S extends string = string> extends Vector<L, S> {
  readonly selects: 'gauge';
}

/** A series selector of a counter, or of a histogram's `_count`, `_sum` or `_bucket`: it accepts `rate()`. */
export interface Counter<L extends string = string, S extends string = string> extends Vector<L, S> {
  readonly selects: 'counter';
}

/** Summed rates of cumulative buckets: the only input of a quantile. */
export interface Buckets<L extends string = string, S extends string = string> extends Vector<L | 'le', S> {
  readonly selects: 'buckets';
}

/** A fixed range such as `5m`, required in rules and alerts. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`;

/** A range that Grafana computes for the panel; it has no meaning in a rule. */
export type PanelWindow = '$__rate_interval' | '$__interval' | '$__range';

/** The range of a selector. */
export type Window = Duration | PanelWindow;

/** The precedence of operators in PromQL; an atom never needs parentheses. */
export const BINDING = { or: 1, and: 2, unless: 2, comparison: 3, sum: 4, product: 5, atom: 9 } as const;

/** A text that never needs parentheses: a selector, a call, an aggregation. */
export function atom<L extends string, S extends string>(
  promql: string,
  labels: readonly L[],
  { datasource }: { readonly datasource?: S },
): Vector<L, S> {
  return { promql, labels, binding: BINDING.atom, ...(datasource === undefined ? {} : { datasource }) };
}
