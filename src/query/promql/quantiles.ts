import { atom, type Buckets, type Vector } from './vector.ts';

/** `histogram_quantile(0.99, sum by (route, le) (…))`: a quantile is always taken of summed buckets. */
export function quantile<L extends string>(q: number, summed: Buckets<L>): Vector<Exclude<L, 'le'>> {
  return atom(
    `histogram_quantile(${q}, ${summed.promql})`,
    summed.labels.filter((label) => label !== 'le') as Exclude<L, 'le'>[],
  );
}
