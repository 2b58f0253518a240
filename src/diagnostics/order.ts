/** Compares strings by UTF-16 code units, independent of the locale: `list.sort(compare)`. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Compares the entries of a map or an object by their keys. */
export function byKey([left]: readonly [string, ...unknown[]], [right]: readonly [string, ...unknown[]]): number {
  return compare(left, right);
}
