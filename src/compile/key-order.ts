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
/** Keys that hold the bulk. */
const LAST = ['templating', 'annotations', 'panels'];
const RANKS: ReadonlyMap<string, number> = new Map([
  ...FIRST.map((key, index) => [key, index - FIRST.length] as const),
  ...LAST.map((key, index) => [key, index + 1] as const),
]);

/** A copy with every object's keys in one fixed order, whatever order they were set in: same definition, same bytes. */
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

/** Objects of one kind have the same keys: each set of them is ordered once. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 5000;

function ordered(keys: string[]): readonly string[] {
  const name = keys.join('\n');
  const before = known.get(name);
  // A key that holds a line break makes the name of a longer list.
  if (before?.length === keys.length) return before;
  keys.sort((left, right) => rank(left) - rank(right) || compare(left, right));
  if (known.size < MOST_KNOWN && !keys.some((key) => key.includes('\n'))) known.set(name, keys);
  return keys;
}

function rank(key: string): number {
  return RANKS.get(key) ?? 0;
}
