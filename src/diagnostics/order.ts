/** Orders texts by their UTF-16 units, in every locale the same: `list.sort(compare)`. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Orders the entries of a map or an object by their keys. */
export function byKey([left]: readonly [string, ...unknown[]], [right]: readonly [string, ...unknown[]]): number {
  return compare(left, right);
}
