interface Cache<Key, Value> {
  has(key: Key): boolean;
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** The cached value of a key, made on first use. */
export function getOrInsert<Key, Value>(cache: Cache<Key, Value>, key: Key, make: () => Value): Value {
  // The cast also holds when the value itself is undefined.
  if (cache.has(key)) return cache.get(key) as Value;
  const value = make();
  cache.set(key, value);
  return value;
}
