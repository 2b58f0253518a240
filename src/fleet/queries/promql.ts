import { promql } from '../../query/promql.ts';
import { metrics, targetLabels } from '../catalog/metrics.ts';
import { recordedSeries } from '../catalog/recorded-series.ts';

/** PromQL over the fleet's metrics and recorded series. */
export * from '../../query/promql.ts';
export const { gauge, counter, histogramCount, histogramSum, buckets, recorded, recordedBuckets, labelValues } = promql(
  {
    metrics,
    recorded: recordedSeries,
    targetLabels,
  },
);
