/** An object before and after. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

export interface Matched<T> {
  /** In the new order. */
  readonly pairs: readonly Pair<T>[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** The key by which an object is matched; undefined when it has none. */
export type Key<T> = (item: T) => string | undefined;

/**
 * Matches objects by the first key and those that are left by the next ones; objects that share a key are matched in
 * order.
 */
export function match<T>(before: readonly T[], after: readonly T[], ...keys: readonly Key<T>[]): Matched<T> {
  const found = new Map<T, T>();
  for (const key of keys) {
    const left = new Set(found.values());
    const waiting = byKey(
      before.filter((item) => !left.has(item)),
      key,
    );
    for (const item of after) {
      const name = found.has(item) ? undefined : key(item);
      const other = name === undefined ? undefined : waiting.get(name)?.shift();
      if (other !== undefined) found.set(item, other);
    }
  }
  const kept = new Set(found.values());
  return {
    pairs: after.flatMap((item) => {
      const other = found.get(item);
      return other === undefined ? [] : [{ before: other, after: item }];
    }),
    removed: before.filter((item) => !kept.has(item)),
    added: after.filter((item) => !found.has(item)),
  };
}

function byKey<T>(items: readonly T[], key: Key<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
}
