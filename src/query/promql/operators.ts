import { BINDING, type Vector } from './vector.ts';

type Operand<L extends string> = Vector<L> | number;

/** How two sides with different labels meet: `on (code) group_left ()`. */
export interface Matching<K extends string> {
  readonly on: readonly K[];
  readonly groupLeft?: true;
}

/** `a + b`, both sides with the same labels. */
export function add<L extends string>(left: Vector<L>, right: Operand<NoInfer<L>>): Vector<L> {
  return binary('+', left, right, BINDING.sum);
}

/** `a - b`, both sides with the same labels; `time() - x` takes the labels of `x`. */
export function sub<L extends string>(left: Vector<NoInfer<L>> | Vector<never>, right: Vector<L> | number): Vector<L> {
  return binary('-', left as Vector<L>, right, BINDING.sum);
}

/** `a * b`, both sides with the same labels unless `matching` says how they meet. */
export function mul<L extends string>(left: Vector<L>, right: Operand<NoInfer<L>>): Vector<L>;
export function mul<L extends string, R extends string>(
  left: Vector<L>,
  right: Vector<R>,
  matching: Matching<L & R>,
): Vector<L>;
export function mul<L extends string>(left: Vector<L>, right: Operand<string>, matching?: Matching<string>): Vector<L> {
  return binary('*', left, right, BINDING.product, matching);
}

/** `a / b`, both sides with the same labels unless `matching` says how they meet. */
export function div<L extends string>(left: Vector<L>, right: Operand<NoInfer<L>>): Vector<L>;
export function div<L extends string, R extends string>(
  left: Vector<L>,
  right: Vector<R>,
  matching: Matching<L & R>,
): Vector<L>;
export function div<L extends string>(left: Vector<L>, right: Operand<string>, matching?: Matching<string>): Vector<L> {
  return binary('/', left, right, BINDING.product, matching);
}

/** `a / (b > 0)`: a ratio that is nothing, not NaN, where there is nothing to divide by. */
export function ratio<L extends string>(part: Vector<L>, whole: Vector<NoInfer<L>>): Vector<L> {
  return div(part, greater(whole, 0));
}

/** `a > b`: keeps the series of `a` for which it holds. */
export function greater<L extends string>(left: Vector<L>, right: Operand<L>): Vector<L> {
  return binary('>', left, right, BINDING.comparison);
}

/** `a >= b` */
export function atLeast<L extends string>(left: Vector<L>, right: Operand<L>): Vector<L> {
  return binary('>=', left, right, BINDING.comparison);
}

/** `a < b` */
export function less<L extends string>(left: Vector<L>, right: Operand<L>): Vector<L> {
  return binary('<', left, right, BINDING.comparison);
}

/** `a and on (instance) b`: the series of `a` that have a partner in `b`. */
export function and<L extends string, R extends string>(
  left: Vector<L>,
  right: Vector<R>,
  matching?: { readonly on: readonly (L & R)[] },
): Vector<L> {
  return binary('and', left, right, BINDING.and, matching);
}

/** `a unless on (instance) b`: the series of `a` without a partner in `b`. */
export function unless<L extends string, R extends string>(
  left: Vector<L>,
  right: Vector<R>,
  matching?: { readonly on: readonly (L & R)[] },
): Vector<L> {
  return binary('unless', left, right, BINDING.unless, matching);
}

/** `a or b` */
export function or<L extends string, R extends string>(left: Vector<L>, right: Vector<R>): Vector<L | R> {
  return binary('or', left as Vector<L | R>, right as Vector<L | R>, BINDING.or);
}

/** `a > b or b or a`: the larger of two values per series, or the one there is; both sides with the same labels. */
export function larger<L extends string>(left: Vector<L>, right: Vector<NoInfer<L>>): Vector<L> {
  return or(or(greater(left, right), right), left);
}

/** `left operator on (…) group_left () right`, with parentheses around a side that binds less tightly. */
export function binary<L extends string>(
  operator: string,
  left: Vector<L>,
  right: Vector | number,
  binding: number,
  matching?: Matching<string>,
): Vector<L> {
  const on = matching ? ` on (${matching.on.join(', ')})` : '';
  const group = matching?.groupLeft ? ' group_left ()' : '';
  const rightText =
    typeof right === 'number' ? `${right}` : right.binding > binding ? right.promql : `(${right.promql})`;
  const leftText = left.binding >= binding ? left.promql : `(${left.promql})`;
  const labels =
    left.labels.length === 0 && typeof right !== 'number' && !matching ? (right.labels as readonly L[]) : left.labels;
  return { promql: `${leftText} ${operator}${on}${group} ${rightText}`, labels, binding };
}
