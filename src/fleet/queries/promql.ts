import { promql, type Vector as VectorOfAny } from '../../query/promql.ts';
import { fleetCatalog } from '../catalog/fleet-catalog.ts';
import { fleetHandles } from '../catalog/datasources.ts';

/** PromQL over the fleet's metrics and recorded series. */
export * from '../../query/promql.ts';
export type Vector<L extends string = string> = VectorOfAny<L, 'prometheus'>;
export const { gauge, counter, histogramCount, histogramSum, buckets, recorded, recordedBuckets, labelValues } = promql(
  fleetHandles.prometheus,
  fleetCatalog,
);
