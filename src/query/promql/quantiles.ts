import { atom, type Buckets, type Vector } from './vector.ts';

/** `histogram_quantile(0.99, sum by (route, le) (…))`: a quantile is always computed from summed buckets. */
export function quantile<L extends string, S extends string>(
  q: number,
  summed: Buckets<L, S>,
): Vector<Exclude<L, 'le'>, S> {
  return atom(
    `histogram_quantile(${q}, ${summed.promql})`,
    summed.labels.filter((label) => label !== 'le') as Exclude<L, 'le'>[],
    summed,
  );
}
