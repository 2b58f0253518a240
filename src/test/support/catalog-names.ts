import { streamLabels, structuredMetadata } from '../../catalog/loki.ts';
import { type Metric, metrics, targetLabels } from '../../catalog/metrics.ts';
import { type RecordedSeries, recordedSeries } from '../../catalog/recorded-series.ts';
import type { LokiNames } from './logql-names.ts';

/** Labels of every series that the catalog says is in Prometheus; `added` are those that a configured selector names. */
export function labelsOfSeries(series: string, added: readonly string[] = []): readonly string[] | undefined {
  const recorded = (recordedSeries as Readonly<Record<string, RecordedSeries>>)[series];
  if (recorded) return [...recorded.labels, ...added];
  const [, base = series, suffix] = /^(.+)_(bucket|sum|count)$/.exec(series) ?? [];
  const all: Readonly<Record<string, Metric>> = metrics;
  const histogram = all[base]?.type === 'histogram' ? all[base] : undefined;
  if (suffix !== undefined && histogram) return [...histogram.labels, ...(suffix === 'bucket' ? ['le'] : []), ...targetLabels, ...added];
  const plain = all[series];
  // A histogram has no series of its own name.
  return plain && plain.type !== 'histogram' ? [...plain.labels, ...targetLabels, ...added] : undefined;
}

export const lokiNames: LokiNames = { streamLabels: Object.keys(streamLabels), fields: Object.keys(structuredMetadata) };
