/** Every item whose key an earlier item has, with that earlier item; items without a key are left out. */
export function twins<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): { readonly item: T; readonly first: T }[] {
  const seen = new Map<string, T>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ item, first }];
    seen.set(key, item);
    return [];
  });
}
