import type { NumberVariable } from '../variables.ts';
import { binary } from './operators.ts';
import { atom, BINDING, type Gauge, type Vector } from './vector.ts';

type Aggregation = 'sum' | 'max' | 'min' | 'avg' | 'count';

/** `sum(x)`: one value without labels. */
export function sum(vector: Vector): Vector<never> {
  return atom(`sum(${vector.promql})`, []);
}

/** `count(x)`: how many series. */
export function count(vector: Vector): Vector<never> {
  return atom(`count(${vector.promql})`, []);
}

/** `max(x)` */
export function max(vector: Vector): Vector<never> {
  return atom(`max(${vector.promql})`, []);
}

/** `min(x)` */
export function min(vector: Vector): Vector<never> {
  return atom(`min(${vector.promql})`, []);
}

/** `sum by (instance) (x)` */
export function sumBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('sum', by, vector);
}

/** `max by (instance) (x)` */
export function maxBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('max', by, vector);
}

/** `min by (instance) (x)` */
export function minBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('min', by, vector);
}

/** `count by (instance) (x)` */
export function countBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('count', by, vector);
}

/** `topk(10, x)`: as an instant query only; over a range every step has another ten (see `rangeTopk`). */
export function topk<L extends string>(limit: number | NumberVariable, vector: Vector<L>): Vector<L> {
  return atom(`topk(${numberText(limit)}, ${vector.promql})`, vector.labels);
}

/** `bottomk(10, x)`: as an instant query only. */
export function bottomk<L extends string>(limit: number | NumberVariable, vector: Vector<L>): Vector<L> {
  return atom(`bottomk(${numberText(limit)}, ${vector.promql})`, vector.labels);
}

/** `x and topk(10, x @ end())`: the same ten series over the whole range, those that lead at its end. */
export function rangeTopk<L extends string>(limit: number | NumberVariable, series: Gauge<L>): Vector<L> {
  return binary(
    'and',
    series,
    atom(`topk(${numberText(limit)}, ${series.promql} @ end())`, series.labels),
    BINDING.and,
  );
}

/** `x and bottomk(10, x @ end())`: the same ten series over the whole range, those that trail at its end. */
export function rangeBottomk<L extends string>(limit: number | NumberVariable, series: Gauge<L>): Vector<L> {
  return binary(
    'and',
    series,
    atom(`bottomk(${numberText(limit)}, ${series.promql} @ end())`, series.labels),
    BINDING.and,
  );
}

/** `sort_desc(x)`, for instant tables. */
export function sortDesc<L extends string>(vector: Vector<L>): Vector<L> {
  return atom(`sort_desc(${vector.promql})`, vector.labels);
}

/** `sum by (route, le) (x)`, of any aggregation. */
export function aggregate<L extends string, K extends L>(
  operation: Aggregation,
  by: readonly K[],
  vector: Vector<L>,
): Vector<K> {
  return atom(`${operation} by (${by.join(', ')}) (${vector.promql})`, by);
}

function numberText(value: number | NumberVariable): string {
  return typeof value === 'number' ? `${value}` : `\${${value.variable}:raw}`;
}
