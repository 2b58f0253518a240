/** Keeps what was made, when it is first asked for. */
export function forGood<T>(make: () => T): () => T {
  let kept: { readonly made: T } | undefined;
  return () => (kept ??= { made: make() }).made;
}

/**
 * Keeps what was made last of many things of a kind: files are judged one after the other, and what is worked out of
 * hundreds of them would fill the memory. Who asks twice, for others in between, gets two equal ones; `first` is what is
 * known of it already.
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
