interface Cache<Key, Value> {
  has(key: Key): boolean;
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** The value of a key, made when it is first asked for: several rules ask for what is read or parsed once. */
export function getOrInsert<Key, Value>(cache: Cache<Key, Value>, key: Key, make: () => Value): Value {
  // The cast holds for a value that is itself undefined.
  if (cache.has(key)) return cache.get(key) as Value;
  const value = make();
  cache.set(key, value);
  return value;
}
