import { type GoValue, TemplateError, typeName } from './value.ts';

/** Go's `eq`; an int and a float64 are different kinds and cannot be compared. */
export function equal(left: GoValue, right: GoValue): boolean {
  // A missing value or nil equals only another one.
  if (left === undefined || left === null || right === undefined || right === null)
    return (left ?? null) === (right ?? null);
  if (typeof left === 'object' || typeof right === 'object')
    throw new TemplateError(`non-comparable type ${typeName(typeof left === 'object' ? left : right)}`);
  checkKinds(left, right);
  return left === right;
}

/** Negative, 0 or positive, as Go orders two values; NaN is neither smaller nor greater. */
export function compare(left: GoValue, right: GoValue): number {
  checkKinds(left, right);
  if (
    typeof left === 'boolean' ||
    typeof left === 'object' ||
    left === undefined ||
    typeof right === 'object' ||
    right === undefined
  )
    throw new TemplateError('invalid type for comparison');
  return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN;
}

function checkKinds(left: GoValue, right: GoValue): void {
  if (typeof left !== typeof right)
    throw new TemplateError(`incompatible types for comparison: ${typeName(left)} and ${typeName(right)}`);
}
