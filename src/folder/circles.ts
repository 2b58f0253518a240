/** Every dependency cycle once, starting at the name that comes first. */
export function circles(needs: ReadonlyMap<string, readonly string[]>): (readonly string[])[] {
  const order = [...needs.keys()];
  return order.flatMap((start, index) => {
    const circle = circleFrom(start, needs);
    return !circle || circle.some((name) => order.indexOf(name) < index) ? [] : [circle];
  });
}

/** The path from a name back to itself along what each name needs; undefined when there is none. */
function circleFrom(start: string, needs: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const follow = (name: string, way: readonly string[]): readonly string[] | undefined => {
    for (const next of needs.get(name) ?? []) {
      if (next === start) return way;
      const found = way.includes(next) ? undefined : follow(next, [...way, next]);
      if (found) return found;
    }
    return undefined;
  };
  return follow(start, [start]);
}
