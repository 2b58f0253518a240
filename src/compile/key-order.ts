/** Keys that a reader of the JSON wants first; the others follow in alphabetical order. */
const FIRST = ['uid', 'id', 'type', 'name', 'title', 'label', 'description', 'tags', 'gridPos', 'collapsed', 'datasource', 'refId', 'expr', 'rawSql'];
/** Keys that hold the bulk. */
const LAST = ['templating', 'annotations', 'panels'];

/** A copy with every object's keys in one fixed order, whatever order they were set in: same definition, same bytes. */
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, inKeyOrder(child)]));
}

function rank(key: string): number {
  const first = FIRST.indexOf(key);
  if (first >= 0) return first - FIRST.length;
  return LAST.indexOf(key) + 1;
}
