import { isDeepStrictEqual } from 'node:util';

import { isObject } from '../folder/json.ts';

/** A value that differs, and where; undefined on the side that lacks it. */
export interface LeafChange {
  /** `custom.lineWidth`, `links.0.url`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Characters of a value that a sentence shows. */
const LONGEST = 100;

/**
 * Every place where two values differ, as near to the leaves as they can be told apart; `ignored` are paths nobody asks
 * about.
 */
export function leafChanges(
  before: unknown,
  after: unknown,
  ignored: ReadonlySet<string> = new Set(),
  path = '',
): LeafChange[] {
  if (ignored.has(path) || isDeepStrictEqual(before, after)) return [];
  const below = (key: string | number) => (path === '' ? `${key}` : `${path}.${key}`);
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => leafChanges(before[key], after[key], ignored, below(key)));
  }
  if (isListOfObjects(before) && isListOfObjects(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
      leafChanges(before[index], after[index], ignored, below(index)),
    ).flat();
  }
  return [{ path, before, after }];
}

/** A value as a sentence has it: texts bare, long ones cut, nothing as "none". */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  const text = typeof value === 'string' ? value.replaceAll(/\s+/g, ' ') : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** `a -> b` */
export function fromTo(before: unknown, after: unknown): string {
  const [left, right] = [shown(before), shown(after)];
  // Two long texts may begin alike.
  return left === right ? `${left} -> another of the same beginning` : `${left} -> ${right}`;
}

function isListOfObjects(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}
