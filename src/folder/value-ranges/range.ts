/** The interval of numbers that an expression can return; empty when `low` is above `high`. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** True when the end itself is not included. */
  readonly isLowOpen?: boolean;
  readonly isHighOpen?: boolean;
}

export const ALL: Range = { low: -Infinity, high: Infinity };
export const NOTHING: Range = { low: Infinity, high: -Infinity };
export const NOT_NEGATIVE: Range = { low: 0, high: Infinity };
export const POSITIVE: Range = { low: 0, high: Infinity, isLowOpen: true };
export const AT_LEAST_ONE: Range = { low: 1, high: Infinity };
/** The result of a comparison that returns a number. */
export const TRUTH: Range = { low: 0, high: 1 };

export function point(value: number): Range {
  return Number.isNaN(value) ? ALL : { low: value, high: value };
}

export function isEmpty({ low, high, isLowOpen = false, isHighOpen = false }: Range): boolean {
  return low > high || (low === high && (isLowOpen || isHighOpen));
}

export function isPoint(range: Range): boolean {
  return range.low === range.high && !isEmpty(range);
}

/** The numbers in both ranges. */
export function common(left: Range, right: Range): Range {
  const [low, isLowOpen] = inner(left.low, left.isLowOpen, right.low, right.isLowOpen, (one, other) => one > other);
  const [high, isHighOpen] = inner(
    left.high,
    left.isHighOpen,
    right.high,
    right.isHighOpen,
    (one, other) => one < other,
  );
  return { low, high, isLowOpen, isHighOpen };
}

function inner(
  left: number,
  isLeftOpen = false,
  right: number,
  isRightOpen = false,
  isFurtherIn: (one: number, other: number) => boolean,
): [number, boolean] {
  if (left === right) return [left, isLeftOpen || isRightOpen];
  return isFurtherIn(left, right) ? [left, isLeftOpen] : [right, isRightOpen];
}

/** The smallest range that contains both. */
export function hull(left: Range, right: Range): Range {
  if (isEmpty(left)) return right;
  if (isEmpty(right)) return left;
  const low = Math.min(left.low, right.low);
  const high = Math.max(left.high, right.high);
  const isReached = (value: number) => contains(left, value) || contains(right, value);
  return { low, high, isLowOpen: !isReached(low), isHighOpen: !isReached(high) };
}

export function contains({ low, high, isLowOpen = false, isHighOpen = false }: Range, value: number): boolean {
  return (isLowOpen ? value > low : value >= low) && (isHighOpen ? value < high : value <= high);
}

export function negated({ low, high, isLowOpen = false, isHighOpen = false }: Range): Range {
  return { low: -high, high: -low, isLowOpen: isHighOpen, isHighOpen: isLowOpen };
}

export function sum(left: Range, right: Range): Range {
  if (isEmpty(left) || isEmpty(right)) return NOTHING;
  const [low, high] = [left.low + right.low, left.high + right.high];
  return {
    low: Number.isNaN(low) ? -Infinity : low,
    high: Number.isNaN(high) ? Infinity : high,
    isLowOpen: left.isLowOpen === true || right.isLowOpen === true,
    isHighOpen: left.isHighOpen === true || right.isHighOpen === true,
  };
}

export function product(left: Range, right: Range): Range {
  if (isEmpty(left) || isEmpty(right)) return NOTHING;
  if (isPoint(right)) return scaled(left, right.low);
  if (isPoint(left)) return scaled(right, left.low);
  const ends = [left.low, left.high].flatMap((one) => [right.low, right.high].map((other) => times(one, other)));
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

export function quotient(left: Range, right: Range): Range {
  if (isEmpty(left) || isEmpty(right)) return NOTHING;
  if (isPoint(right)) return right.low === 0 ? ALL : scaled(left, 1 / right.low);
  return left.low >= 0 && right.low >= 0 ? NOT_NEGATIVE : ALL;
}

function scaled(range: Range, factor: number): Range {
  if (factor === 0 || !Number.isFinite(factor)) return factor === 0 ? point(0) : ALL;
  const { low, high, isLowOpen = false, isHighOpen = false } = factor < 0 ? negated(range) : range;
  const by = Math.abs(factor);
  return { low: low * by, high: high * by, isLowOpen, isHighOpen };
}

function times(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}

/** The range of the sum of one or more numbers in a range. */
export function sumOfMany(range: Range): Range {
  if (isEmpty(range)) return NOTHING;
  // Zeros add up to zero.
  if (isPoint(range) && range.low === 0) return range;
  if (range.low >= 0) return { ...range, high: Infinity };
  return range.high <= 0 ? { ...range, low: -Infinity } : ALL;
}

/** `at least 1`, `0 only`, `from 0 to 1`: the rest of "A is …". */
export function rangeText(range: Range): string {
  const { low, high, isLowOpen = false, isHighOpen = false } = range;
  if (isEmpty(range)) return 'nothing';
  if (isPoint(range)) return `${low} only`;
  if (high === Infinity) return low === -Infinity ? 'any number' : `${isLowOpen ? 'more than' : 'at least'} ${low}`;
  if (low === -Infinity) return `${isHighOpen ? 'less than' : 'at most'} ${high}`;
  return isLowOpen || isHighOpen ? `between ${low} and ${high}` : `from ${low} to ${high}`;
}
