/**
 * The value of an "All" selection in every query language. As a PromQL or LogQL regex it means "a quote, or anything,
 * or a quote", so it matches every label value; in SQL it is the string literal `'|.+|'`, which `selected()`
 * recognises. Grafana inserts it unquoted in both cases. Therefore one variable can drive PromQL and SQL panels, SQL
 * panels still show an agent that is gone from Prometheus, and selecting all of 300 agents does not produce a query of
 * 4 KB.
 */
export const ALL_VALUE = "'|.+|'";

/**
 * A dashboard variable as used in queries: `multi` variables in regex matchers and SQL lists, single ones in equality.
 */
export interface Variable<N extends string = string> {
  readonly variable: N;
  readonly multi: boolean;
}

/** A variable whose options are all numbers, so that it may be inserted unquoted. */
export interface NumberVariable<N extends string = string> extends Variable<N> {
  readonly multi: false;
  readonly values: 'numbers';
}

/** True for a variable, false for a plain matcher value. */
export function isVariable(value: unknown): value is Variable {
  return typeof value === 'object' && value !== null && 'variable' in value;
}
