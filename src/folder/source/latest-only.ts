/**
 * Keeps what was made last of many things of a kind: files are judged one after the other, and what is worked out of
 * hundreds of them would fill the memory.
 */
export function latestOnly<T>(): (make: () => T) => () => T {
  let latest: { readonly make: () => T; readonly made: T } | undefined;
  return (make) => () => {
    if (latest?.make !== make) latest = { make, made: make() };
    return latest.made;
  };
}
