import { didYouMean } from '../../diagnostics/nearest.ts';
import type { NumberVariable } from '../variables.ts';
import { binary } from './operators.ts';
import { atom, BINDING, type Gauge, type Vector } from './vector.ts';

type Aggregation = 'sum' | 'max' | 'min' | 'avg' | 'count';

/** `sum(x)`: one value without labels. */
export function sum<S extends string>(vector: Vector<string, S>): Vector<never, S> {
  return atom(`sum(${vector.promql})`, [], vector);
}

/** `count(x)`: the number of series. */
export function count<S extends string>(vector: Vector<string, S>): Vector<never, S> {
  return atom(`count(${vector.promql})`, [], vector);
}

/** `max(x)` */
export function max<S extends string>(vector: Vector<string, S>): Vector<never, S> {
  return atom(`max(${vector.promql})`, [], vector);
}

/** `min(x)` */
export function min<S extends string>(vector: Vector<string, S>): Vector<never, S> {
  return atom(`min(${vector.promql})`, [], vector);
}

/** `avg(x)` */
export function avg<S extends string>(vector: Vector<string, S>): Vector<never, S> {
  return atom(`avg(${vector.promql})`, [], vector);
}

/** `sum by (instance) (x)` */
export function sumBy<L extends string, K extends L, S extends string>(
  by: readonly K[],
  vector: Vector<L, S>,
): Vector<K, S> {
  return aggregate('sum', by, vector);
}

/** `max by (instance) (x)` */
export function maxBy<L extends string, K extends L, S extends string>(
  by: readonly K[],
  vector: Vector<L, S>,
): Vector<K, S> {
  return aggregate('max', by, vector);
}

/** `min by (instance) (x)` */
export function minBy<L extends string, K extends L, S extends string>(
  by: readonly K[],
  vector: Vector<L, S>,
): Vector<K, S> {
  return aggregate('min', by, vector);
}

/** `avg by (instance) (x)` */
export function avgBy<L extends string, K extends L, S extends string>(
  by: readonly K[],
  vector: Vector<L, S>,
): Vector<K, S> {
  return aggregate('avg', by, vector);
}

/** `count by (instance) (x)` */
export function countBy<L extends string, K extends L, S extends string>(
  by: readonly K[],
  vector: Vector<L, S>,
): Vector<K, S> {
  return aggregate('count', by, vector);
}

/** `topk(10, x)`, for instant queries only: in a range query each step selects its own ten series (see `rangeTopk`). */
export function topk<L extends string, S extends string>(
  limit: number | NumberVariable,
  vector: Vector<L, S>,
): Vector<L, S> {
  return atom(`topk(${numberText(limit)}, ${vector.promql})`, vector.labels, vector);
}

/** `bottomk(10, x)`, for instant queries only. */
export function bottomk<L extends string, S extends string>(
  limit: number | NumberVariable,
  vector: Vector<L, S>,
): Vector<L, S> {
  return atom(`bottomk(${numberText(limit)}, ${vector.promql})`, vector.labels, vector);
}

/** `x and topk(10, x @ end())`: the same ten series over the whole range, the highest at its end. */
export function rangeTopk<L extends string, S extends string>(
  limit: number | NumberVariable,
  series: Gauge<L, S>,
): Vector<L, S> {
  return binary(
    'and',
    series,
    atom(`topk(${numberText(limit)}, ${series.promql} @ end())`, series.labels, series),
    BINDING.and,
  );
}

/** `x and bottomk(10, x @ end())`: the same ten series over the whole range, the lowest at its end. */
export function rangeBottomk<L extends string, S extends string>(
  limit: number | NumberVariable,
  series: Gauge<L, S>,
): Vector<L, S> {
  return binary(
    'and',
    series,
    atom(`bottomk(${numberText(limit)}, ${series.promql} @ end())`, series.labels, series),
    BINDING.and,
  );
}

/** `sort_desc(x)`, for instant tables. */
export function sortDesc<L extends string, S extends string>(vector: Vector<L, S>): Vector<L, S> {
  return atom(`sort_desc(${vector.promql})`, vector.labels, vector);
}

/** `sum by (route, le) (x)`, for any aggregation. */
export function aggregate<L extends string, K extends L, S extends string>(
  operation: Aggregation,
  by: readonly K[],
  vector: Vector<L, S>,
): Vector<K, S> {
  // Repeats the check of the types at run time, because `build` does not run tsc.
  const stranger = by.find((label) => !vector.labels.includes(label));
  if (stranger !== undefined)
    throw new Error(
      `${operation} by (${by.join(', ')}): ${vector.promql} has no label "${stranger}".${didYouMean(stranger, vector.labels)}`,
    );
  return atom(`${operation} by (${by.join(', ')}) (${vector.promql})`, by, vector);
}

function numberText(value: number | NumberVariable): string {
  return typeof value === 'number' ? `${value}` : `\${${value.variable}:raw}`;
}
