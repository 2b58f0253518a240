/** An object before and after. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

export interface Matched<T> {
  /** In the order they have now. */
  readonly pairs: readonly Pair<T>[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** What an object is known by: `undefined` when it has no such thing. */
export type Key<T> = (item: T) => string | undefined;

/**
 * Finds each object again by its identity, and what is left by what else it is recognised by; objects that share a key,
 * by their order.
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
