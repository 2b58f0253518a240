import { compare } from '../diagnostics/order.ts';

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
  const entries = Object.entries(value).sort(([left], [right]) => rank(left) - rank(right) || compare(left, right));
  // In place: every object of every dashboard passes here.
  for (const entry of entries) entry[1] = inKeyOrder(entry[1]);
  return Object.fromEntries(entries);
}

function rank(key: string): number {
  return RANKS.get(key) ?? 0;
}
