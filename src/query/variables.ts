/**
 * What an "All" choice inserts, in every query language at once. As a PromQL or LogQL regex it reads "a quote, or
 * anything,
 * or a quote" and so matches every label value; as SQL it is the string literal `'|.+|'`, which `selected()`
 * recognises.
 * Grafana inserts it raw in either place, so one variable can drive PromQL and SQL panels, an agent that Prometheus no
 * longer
 * knows still shows in SQL panels, and 300 agents do not make a query of 4 KB.
 */
export const ALL_VALUE = "'|.+|'";

/**
 * A dashboard variable as queries see it. `multi` variables take part in regex matchers and SQL lists, single ones in
 * equality.
 */
export interface Variable<N extends string = string> {
  readonly variable: N;
  readonly multi: boolean;
}

/** A variable whose options are numbers only, so that it may be unquoted. */
export interface NumberVariable<N extends string = string> extends Variable<N> {
  readonly multi: false;
  readonly values: 'numbers';
}

/** True for a variable, false for a plain matcher value. */
export function isVariable(value: unknown): value is Variable {
  return typeof value === 'object' && value !== null && 'variable' in value;
}
