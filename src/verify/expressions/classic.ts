import { EvaluationError, type Match, type NumberValue, type SeriesValue, type Value } from './values.ts';
import { own } from '../../grafana/own.ts';

/** One condition of a classic condition. */
export interface ClassicCondition {
  readonly refId: string;
  readonly reducer: string;
  readonly evaluator: { readonly type: string; readonly params: readonly number[] };
  /** How it combines with the result so far; ignored for the first one. */
  readonly operator: 'and' | 'or';
}

const evaluators: Readonly<
  Record<string, { readonly params: number; readonly holds: (value: number, left: number, right: number) => boolean }>
> = {
  gt: { params: 1, holds: (value, limit) => value > limit },
  lt: { params: 1, holds: (value, limit) => value < limit },
  eq: { params: 1, holds: (value, limit) => value === limit },
  ne: { params: 1, holds: (value, limit) => value !== limit },
  ge: { params: 1, holds: (value, limit) => value >= limit },
  le: { params: 1, holds: (value, limit) => value <= limit },
  within_range: { params: 2, holds: (value, left, right) => left < value && value < right },
  outside_range: { params: 2, holds: (value, left, right) => value < left || value > right },
  within_range_included: { params: 2, holds: (value, left, right) => left <= value && value <= right },
  outside_range_included: { params: 2, holds: (value, left, right) => value <= left || value >= right },
};

const classicReducers: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
  avg: (numbers) => sum(numbers) / numbers.length,
  sum,
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  count: (numbers) => numbers.length,
  last: (numbers) => numbers.at(-1) ?? 0,
  median,
  diff: (numbers) => difference(numbers, (newest, oldest) => newest - oldest),
  diff_abs: (numbers) => difference(numbers, (newest, oldest) => Math.abs(newest - oldest)),
  percent_diff: (numbers) => difference(numbers, (newest, oldest) => ((newest - oldest) / Math.abs(oldest)) * 100),
  percent_diff_abs: (numbers) => difference(numbers, (newest, oldest) => Math.abs(((newest - oldest) / oldest) * 100)),
  count_non_null: (numbers) => numbers.length,
};

interface Outcome {
  readonly fires: boolean;
  readonly noData: boolean;
  readonly matches: readonly Match[];
}

/**
 * One number without labels: 1 when the conditions hold, 0 when they do not, null without data. Conditions are combined
 * from left to right.
 */
export function classic(
  conditions: readonly ClassicCondition[],
  inputs: ReadonlyMap<string, readonly Value[]>,
): NumberValue {
  const outcomes = conditions.map((condition) => ({
    ...outcome(condition, inputs.get(condition.refId) ?? []),
    operator: condition.operator,
  }));
  const [first, ...others] = outcomes;
  let { fires, noData } = first ?? { fires: false, noData: false };
  for (const other of others) {
    fires = other.operator === 'or' ? fires || other.fires : fires && other.fires;
    noData = other.operator === 'or' ? noData || other.noData : noData && other.noData;
  }
  return {
    kind: 'number',
    labels: {},
    value: noData ? null : Number(fires),
    matches: outcomes.flatMap(({ matches }) => matches),
  };
}

function outcome({ reducer, evaluator }: ClassicCondition, values: readonly Value[]): Outcome {
  if (values.length === 0 && evaluator.type === 'no_value')
    return { fires: true, noData: false, matches: [{ metric: '', labels: {}, value: null }] };
  const reduced = values.map((value) => reducedValue(value, reducer));
  const matches = reduced.filter(({ value }) => meets(evaluator, value));
  const noData = reduced.every(({ value }) => value === null && !meets(evaluator, value));
  return {
    fires: matches.length > 0,
    noData,
    matches: noData ? [{ metric: 'NoData', labels: {}, value: null }] : matches,
  };
}

function reducedValue(value: Value, reducer: string): Match {
  if (value.kind === 'series') return { metric: '', labels: value.labels, value: classicReduce(value, reducer) };
  if (value.kind === 'number') return { metric: '', labels: value.labels, value: value.value };
  if (value.kind === 'no data') return { metric: '', labels: {}, value: null };
  throw new EvaluationError('can only reduce type series, got type scalar');
}

/** Unlike a reduce expression, a classic condition ignores NaN and null, and has no value when nothing is left. */
export function classicReduce({ points }: SeriesValue, reducer: string): number | null {
  const numbers = points.flatMap(({ value }) => (value === null || Number.isNaN(value) ? [] : [value]));
  const reduceNumbers = classicReducers[reducer];
  if (!reduceNumbers) throw new EvaluationError(`invalid reducer '${reducer}'`);
  if (points.length === 0) return null;
  if (reducer === 'count') return points.length;
  return numbers.length === 0 ? null : reduceNumbers(numbers);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Compares the newest and the oldest of at least two numbers; a single number differs by 0. */
function difference(numbers: readonly number[], between: (newest: number, oldest: number) => number): number {
  return numbers.length < 2 ? 0 : between(numbers.at(-1) ?? 0, numbers[0] ?? 0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function meets({ type, params }: ClassicCondition['evaluator'], value: number | null): boolean {
  if (type === 'no_value') return value === null;
  const evaluate = own(evaluators, type);
  if (!evaluate) throw new EvaluationError(`evaluator invalid evaluator type: ${type}`);
  if (params.length < evaluate.params)
    throw new EvaluationError(`evaluator '${type}' needs ${evaluate.params} parameter(s)`);
  const [first = 0, second = 0] = params;
  // Unlike in a threshold expression, the ends of a range may be given in either order.
  return (
    value !== null &&
    evaluate.holds(value, evaluate.params === 1 ? first : Math.min(first, second), Math.max(first, second))
  );
}
