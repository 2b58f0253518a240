import { regionOf } from './comparison.ts';
import {
  ALL,
  common,
  hull,
  isEmpty,
  isPoint,
  negated,
  NOTHING,
  product,
  quotient,
  type Range,
  sum,
  TRUTH,
} from './range.ts';

/** Comparisons by their names in both query grammars; `turned` is the comparison with its sides swapped. */
const COMPARED: Readonly<Record<string, { readonly type: string; readonly turned: string }>> = {
  Eql: { type: 'eq', turned: 'eq' },
  Neq: { type: 'ne', turned: 'ne' },
  Gtr: { type: 'gt', turned: 'lt' },
  Gte: { type: 'gte', turned: 'lte' },
  Lss: { type: 'lt', turned: 'gt' },
  Lte: { type: 'lte', turned: 'gte' },
};

/** Every operator between two expressions of a query. */
export const OPERATORS: readonly string[] = [
  ...Object.keys(COMPARED),
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Mod',
  'Pow',
  'Atan2',
  'And',
  'Or',
  'Unless',
];

/** One side of an operation; a comparison with a scalar keeps the values of the other side. */
export interface Side {
  readonly range: Range;
  readonly isScalar: boolean;
}

/**
 * The numbers that an operation of PromQL or LogQL can return. With `bool`, a comparison returns 0 or 1 and filters
 * nothing.
 */
export function operationRange(operator: string, left: Side, right: Side, isBool: boolean): Range {
  const compared = COMPARED[operator];
  if (compared) {
    if (isBool || (left.isScalar && right.isScalar)) return TRUTH;
    return left.isScalar
      ? filtered(right.range, compared.turned, left.range)
      : filtered(left.range, compared.type, right.range);
  }
  switch (operator) {
    case 'Add':
      return sum(left.range, right.range);
    case 'Sub':
      return sum(left.range, negated(right.range));
    case 'Mul':
      return product(left.range, right.range);
    case 'Div':
      return quotient(left.range, right.range);
    case 'And':
    case 'Unless':
      return left.range;
    case 'Or':
      return hull(left.range, right.range);
    default:
      return ALL;
  }
}

/** The values that pass a comparison with some number of another range. */
function filtered(range: Range, type: string, limit: Range): Range {
  if (isEmpty(limit)) return NOTHING;
  // The loosest limit lets the most values pass.
  const [farthest] = regionOf(type, [type.startsWith('l') ? limit.high : limit.low]) ?? [];
  if (type === 'gt' || type === 'gte' || type === 'lt' || type === 'lte')
    return farthest ? common(range, farthest) : range;
  if (type === 'eq') return common(range, limit);
  return isPoint(limit) && isPoint(range) && range.low === limit.low ? NOTHING : range;
}
