/** Makes a value on first use and keeps it. */
export function forGood<T>(make: () => T): () => T {
  let kept: { readonly made: T } | undefined;
  return () => (kept ??= { made: make() }).made;
}

/**
 * Keeps only the latest of many values of a kind: files are checked one after the other, and keeping the values of
 * hundreds would fill the memory. A value needed again after another one is made again, equal but not identical;
 * `first` is a value that is already known.
 */
export function latestOnly<T>(): (make: () => T, first?: T) => () => T {
  let latest: { readonly make: () => T; readonly made: T } | undefined;
  return (make, first) => {
    if (first !== undefined) latest = { make, made: first };
    return () => {
      if (latest?.make !== make) latest = { make, made: make() };
      return latest.made;
    };
  };
}
