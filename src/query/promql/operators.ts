import { BINDING, type Vector } from './vector.ts';

type Operand<L extends string, S extends string> = Vector<L, S> | number;
/** A vector without labels or data source, such as `time()`. */
type Bare = Vector<never, never>;

/** Vector matching for two sides with different labels: `on (code) group_left ()`. */
export interface Matching<K extends string> {
  readonly on: readonly K[];
  readonly groupLeft?: true;
}

/** `a + b`, both sides with the same labels. */
export function add<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<NoInfer<L>, NoInfer<S>>,
): Vector<L, S> {
  return binary('+', left, right, BINDING.sum);
}

/** `a - b`, both sides with the same labels; `time() - x` takes the labels of `x`. */
export function sub<L extends string, S extends string>(
  left: Vector<NoInfer<L>, NoInfer<S>> | Vector<never, NoInfer<S>> | Bare,
  right: Vector<L, S>,
): Vector<L, S>;
export function sub<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<NoInfer<L>, NoInfer<S>>,
): Vector<L, S>;
export function sub<L extends string, S extends string>(left: Vector<L, S>, right: Operand<L, S>): Vector<L, S> {
  return binary('-', left, right, BINDING.sum);
}

/** `a * b`; both sides have the same labels unless `matching` is given. */
export function mul<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<NoInfer<L>, NoInfer<S>>,
): Vector<L, S>;
export function mul<L extends string, R extends string, S extends string>(
  left: Vector<L, S>,
  right: Vector<R, NoInfer<S>>,
  matching: Matching<L & R>,
): Vector<L, S>;
export function mul<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<string, S>,
  matching?: Matching<string>,
): Vector<L, S> {
  return binary('*', left, right, BINDING.product, matching);
}

/** `a / b`; both sides have the same labels unless `matching` is given. */
export function div<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<NoInfer<L>, NoInfer<S>>,
): Vector<L, S>;
export function div<L extends string, R extends string, S extends string>(
  left: Vector<L, S>,
  right: Vector<R, NoInfer<S>>,
  matching: Matching<L & R>,
): Vector<L, S>;
export function div<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<string, S>,
  matching?: Matching<string>,
): Vector<L, S> {
  return binary('/', left, right, BINDING.product, matching);
}

/** `a / (b > 0)`: a ratio with no result, instead of NaN, where the divisor is 0. */
export function ratio<L extends string, S extends string>(
  part: Vector<L, S>,
  whole: Vector<NoInfer<L>, NoInfer<S>>,
): Vector<L, S> {
  return binary('/', part, greater<L, S>(whole, 0), BINDING.product);
}

/** `a > b`: keeps the series of `a` that are greater. */
export function greater<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<L, NoInfer<S>>,
): Vector<L, S> {
  return binary('>', left, right, BINDING.comparison);
}

/** `a >= b` */
export function atLeast<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<L, NoInfer<S>>,
): Vector<L, S> {
  return binary('>=', left, right, BINDING.comparison);
}

/** `a < b` */
export function less<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Operand<L, NoInfer<S>>,
): Vector<L, S> {
  return binary('<', left, right, BINDING.comparison);
}

/** `a and on (instance) b`: the series of `a` that match one of `b`. */
export function and<L extends string, R extends string, S extends string>(
  left: Vector<L, S>,
  right: Vector<R, NoInfer<S>>,
  matching?: { readonly on: readonly (L & R)[] },
): Vector<L, S> {
  return binary('and', left, right, BINDING.and, matching);
}

/** `a unless on (instance) b`: the series of `a` that match none of `b`. */
export function unless<L extends string, R extends string, S extends string>(
  left: Vector<L, S>,
  right: Vector<R, NoInfer<S>>,
  matching?: { readonly on: readonly (L & R)[] },
): Vector<L, S> {
  return binary('unless', left, right, BINDING.unless, matching);
}

/** `a or b` */
export function or<L extends string, R extends string, S extends string>(
  left: Vector<L, S>,
  right: Vector<R, NoInfer<S>>,
): Vector<L | R, S> {
  const labels = [...new Set<L | R>([...left.labels, ...right.labels])];
  return { ...binary<L | R, S>('or', left, right, BINDING.or), labels };
}

/** `a > b or b or a`: the larger of two values per series, or the only one; both sides have the same labels. */
export function larger<L extends string, S extends string>(
  left: Vector<L, S>,
  right: Vector<NoInfer<L>, NoInfer<S>>,
): Vector<L, S> {
  return or<L, L, S>(or<L, L, S>(greater<L, S>(left, right), right), left);
}

/** `left operator on (…) group_left () right`, with parentheses around a side that binds less tightly. */
export function binary<L extends string, S extends string>(
  operator: string,
  left: Vector<L, S>,
  right: Vector<string, S> | number,
  binding: number,
  matching?: Matching<string>,
): Vector<L, S> {
  const on = matching ? ` on (${matching.on.join(', ')})` : '';
  const group = matching?.groupLeft ? ' group_left ()' : '';
  const rightText =
    typeof right === 'number' ? `${right}` : right.binding > binding ? right.promql : `(${right.promql})`;
  const leftText = left.binding >= binding ? left.promql : `(${left.promql})`;
  const labels =
    left.labels.length === 0 && typeof right !== 'number' && !matching ? (right.labels as readonly L[]) : left.labels;
  return { promql: `${leftText} ${operator}${on}${group} ${rightText}`, labels, binding, ...common(left, right) };
}

/**
 * The data source of both sides. Two different ones are a type error; `build` does not run tsc, so they also throw
 * here.
 */
function common<S extends string>(left: Vector<string, S>, right: Vector<string, S> | number): { datasource?: S } {
  const own = left.datasource;
  const other = typeof right === 'number' ? undefined : right.datasource;
  if (own !== undefined && other !== undefined && own !== other)
    throw new Error(
      `A query of the data source "${own}" is combined with one of "${other}", but no Prometheus has the series of both: ${left.promql} and ${typeof right === 'number' ? right : right.promql}.`,
    );
  const datasource = own ?? other;
  return datasource === undefined ? {} : { datasource };
}
