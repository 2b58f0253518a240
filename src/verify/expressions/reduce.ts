import { EvaluationError, NO_DATA, type Value } from './values.ts';

type Numbers = readonly (number | null)[];

const reducers: Readonly<Record<string, (values: Numbers) => number | null>> = {
  sum: (values) => strict(values, (numbers) => numbers.reduce((total, value) => total + value, 0)),
  // For an empty series, Go divides 0 by 0, which is NaN.
  mean: (values) => strict(values, (numbers) => numbers.reduce((total, value) => total + value, 0) / numbers.length),
  min: (values) => strict(values, (numbers) => (numbers.length === 0 ? Number.NaN : Math.min(...numbers))),
  max: (values) => strict(values, (numbers) => (numbers.length === 0 ? Number.NaN : Math.max(...numbers))),
  count: (values) => values.length,
  last: (values) => (values.length === 0 ? Number.NaN : (values.at(-1) ?? null)),
  median: (values) => strict(values, median),
};

/** How a reduce expression treats null, NaN and infinity: keeps them (undefined), drops them, or replaces them. */
export type NonNumbers = { readonly mode: 'drop' } | { readonly mode: 'replace'; readonly value: number } | undefined;

/** Reduces every series to a number with the same labels, as Grafana's reduce expression does; numbers are kept. */
export function reduce(input: readonly Value[], reducer: string, nonNumbers: NonNumbers): Value[] {
  const reducerFunction = reducerOf(reducer);
  return input.flatMap((value): Value[] => {
    switch (value.kind) {
      case 'series': {
        const points = value.points.map((point) => point.value).map((number) => mapped(number, nonNumbers));
        const kept = nonNumbers ? points.filter((number) => number !== null) : points;
        return [{ kind: 'number', labels: value.labels, value: result(reducerFunction(kept), nonNumbers) }];
      }
      case 'number': {
        const number = mapped(value.value, nonNumbers);
        // A dropped number leaves no instance; an empty series leaves one without a value.
        return nonNumbers && number === null ? [] : [{ kind: 'number', labels: value.labels, value: number }];
      }
      case 'no data':
        return [NO_DATA];
      case 'scalar':
        throw new EvaluationError('can only reduce type series, got type scalar');
    }
  });
}

/** The function for a reducer's name, in any case; throws EvaluationError for a name that Grafana does not know. */
export function reducerOf(name: string): (values: Numbers) => number | null {
  const found = reducers[name.toLowerCase()];
  if (!found) throw new EvaluationError(`reduction ${name} not implemented`);
  return found;
}

/** Without a mode, one null or NaN makes the result NaN, and NaN fires. */
function strict(values: Numbers, reducer: (numbers: readonly number[]) => number): number {
  const numbers = values.filter((value) => value !== null && !Number.isNaN(value)) as number[];
  return numbers.length < values.length ? Number.NaN : reducer(numbers);
}

function median(numbers: readonly number[]): number {
  if (numbers.length === 0) return Number.NaN;
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function mapped(value: number | null, nonNumbers: NonNumbers): number | null {
  if (!nonNumbers || (value !== null && Number.isFinite(value))) return value;
  return nonNumbers.mode === 'drop' ? null : nonNumbers.value;
}

function result(value: number | null, nonNumbers: NonNumbers): number | null {
  if (!nonNumbers || value === null || !Number.isNaN(value)) return value;
  return nonNumbers.mode === 'drop' ? null : nonNumbers.value;
}
