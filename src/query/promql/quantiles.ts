import type { MetricNameOf } from '../../fleet/catalog/metrics.ts';
import { type RecordedNameOf, recordedSeries } from '../../fleet/catalog/recorded-series.ts';
import { aggregate } from './aggregations.ts';
import { overWindow } from './functions.ts';
import { type Matchers, metricLabels, type MetricLabels, type RecordedLabels, selector } from './selectors.ts';
import { atom, type Buckets, type Vector, type Window } from './vector.ts';

interface BucketOptions<N extends MetricNameOf<'histogram'>, K extends string> {
  readonly by?: readonly K[];
  readonly matchers?: Matchers<MetricLabels<N>>;
  readonly window: Window;
}

/** `sum by (agent_id, le) (rate(pf_order_latency_ms_bucket[5m]))` */
export function buckets<N extends MetricNameOf<'histogram'>, K extends MetricLabels<N> = never>(
  name: N,
  options: BucketOptions<N, K>,
): Buckets<K> {
  const series = selector<string>(`${name}_bucket`, [...metricLabels(name), 'le'], options.matchers ?? {});
  return {
    ...aggregate('sum', [...(options.by ?? []), 'le'], overWindow('rate', series, options.window)),
    selects: 'buckets',
  };
}

/** A recorded series of bucket rates, summed to the labels in `by`. */
export function recordedBuckets<
  N extends RecordedNameOf<'buckets'>,
  K extends Exclude<RecordedLabels<N>, 'le'> = never,
>(name: N, options: { readonly by?: readonly K[]; readonly matchers?: Matchers<RecordedLabels<N>> } = {}): Buckets<K> {
  const series = selector(name, recordedSeries[name].labels, options.matchers ?? {}) as Vector<K | 'le'>;
  return { ...aggregate('sum', [...(options.by ?? []), 'le'], series), selects: 'buckets' };
}

/** `histogram_quantile(0.99, sum by (agent_id, le) (…))`: a quantile is always taken of summed buckets. */
export function quantile<L extends string>(q: number, summed: Buckets<L>): Vector<Exclude<L, 'le'>> {
  return atom(
    `histogram_quantile(${q}, ${summed.promql})`,
    summed.labels.filter((label) => label !== 'le') as Exclude<L, 'le'>[],
  );
}
