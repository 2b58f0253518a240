import { compare } from '../diagnostics/order.ts';
import { setOwn } from './plain-copy.ts';

/** Keys that a reader of the JSON wants first; the others follow in alphabetical order. */
const FIRST = [
  'uid',
  'id',
  'type',
  'name',
  'title',
  'label',
  'description',
  'tags',
  'gridPos',
  'collapsed',
  'datasource',
  'refId',
  'expr',
  'rawSql',
];
/** Keys whose values are long. */
const LAST = ['templating', 'annotations', 'panels'];
const RANKS: ReadonlyMap<string, number> = new Map([
  ...FIRST.map((key, index) => [key, index - FIRST.length] as const),
  ...LAST.map((key, index) => [key, index + 1] as const),
]);

/**
 * Returns a copy with the keys of every object in a fixed order, however they were set: same definition, same bytes.
 */
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const copy: Record<string, unknown> = {};
  for (const key of keys.length > 1 ? ordered(keys) : keys) {
    setOwn(copy, key, inKeyOrder((value as Readonly<Record<string, unknown>>)[key]));
  }
  return copy;
}

/** Objects of one kind have the same keys, so each set of keys is sorted once. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 5000;

function ordered(keys: string[]): readonly string[] {
  const name = keys.join('\n');
  const before = known.get(name);
  // The cache key joins the keys by line breaks, so a key that contains one could match a longer list.
  if (before?.length === keys.length) return before;
  keys.sort((left, right) => rank(left) - rank(right) || compare(left, right));
  if (known.size < MOST_KNOWN && !keys.some((key) => key.includes('\n'))) known.set(name, keys);
  return keys;
}

function rank(key: string): number {
  return RANKS.get(key) ?? 0;
}
