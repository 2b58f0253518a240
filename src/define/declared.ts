import { didYouMean } from '../diagnostics/nearest.ts';

/** Members that promises and JSON read from every object. */
const ASKED_OF_ALL = new Set(['then', 'toJSON']);

/**
 * The same map, but reading a name that is neither in it nor `known` is an error with the nearest name. In a definition
 * the value would otherwise be `undefined`, and a panel would silently use another data source.
 */
export function declared<T extends object>(
  owner: string,
  what: string,
  map: T,
  known: readonly string[] = Object.keys(map),
): T {
  return new Proxy(map, {
    get: (target, name, receiver): unknown => {
      if (typeof name === 'symbol' || name in target || known.includes(name) || ASKED_OF_ALL.has(name))
        return Reflect.get(target, name, receiver);
      throw new Error(`${owner} does not declare the ${what} "${name}".${didYouMean(name, known) || has(known)}`);
    },
  });
}

function has(known: readonly string[]): string {
  return known.length === 0 ? '' : ` It declares: ${known.join(', ')}.`;
}
