import type { Range } from './range.ts';

/** A comparison with one number or two: of a threshold, or of a query. */
export type Comparison =
  | 'gt'
  | 'lt'
  | 'eq'
  | 'ne'
  | 'gte'
  | 'lte'
  | 'within_range'
  | 'outside_range'
  | 'within_range_included'
  | 'outside_range_included';

const above = (value: number, isLowOpen: boolean): Range => ({ low: value, high: Infinity, isLowOpen });
const below = (value: number, isHighOpen: boolean): Range => ({ low: -Infinity, high: value, isHighOpen });

const REGIONS: Readonly<Record<Comparison, (first: number, second: number) => readonly Range[]>> = {
  gt: (value) => [above(value, true)],
  gte: (value) => [above(value, false)],
  lt: (value) => [below(value, true)],
  lte: (value) => [below(value, false)],
  eq: (value) => [{ low: value, high: value }],
  ne: (value) => [below(value, true), above(value, true)],
  within_range: (low, high) => [{ low, high, isLowOpen: true, isHighOpen: true }],
  within_range_included: (low, high) => [{ low, high }],
  outside_range: (low, high) => [below(low, true), above(high, true)],
  outside_range_included: (low, high) => [below(low, false), above(high, false)],
};

/** The numbers for which a comparison is true; undefined when the comparison is not valid. */
export function regionOf(type: unknown, params: readonly unknown[]): readonly Range[] | undefined {
  const [first, second] = params;
  if (typeof type !== 'string' || !isComparison(type) || typeof first !== 'number') return undefined;
  if (type.includes('range') && typeof second !== 'number') return undefined;
  return REGIONS[type](first, typeof second === 'number' ? second : first);
}

function isComparison(type: string): type is Comparison {
  return Object.hasOwn(REGIONS, type);
}

/** `more than 5`, `a number between 1 and 3`: the rest of "the condition requires …". */
export function comparisonText(type: unknown, params: readonly unknown[]): string {
  const [first, second] = params.map(String);
  switch (type) {
    case 'gt':
      return `more than ${first}`;
    case 'gte':
      return `at least ${first}`;
    case 'lt':
      return `less than ${first}`;
    case 'lte':
      return `at most ${first}`;
    case 'eq':
      return `exactly ${first}`;
    case 'ne':
      return `anything but ${first}`;
    case 'within_range':
    case 'within_range_included':
      return `a number between ${first} and ${second}`;
    default:
      return `a number outside ${first} and ${second}`;
  }
}
