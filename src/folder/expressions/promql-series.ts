import type { Catalog } from '../../catalog/catalog.ts';

/** What is known about a series, by its full name including `_bucket`. */
export interface SeriesFacts {
  readonly type: 'gauge' | 'counter' | 'buckets' | 'native' | 'recorded' | 'unknown';
  /** Absent when they are not known. */
  readonly labels?: readonly string[];
  readonly unit?: string;
}

/** Series that Prometheus itself creates, whatever it scrapes. */
const OF_PROMETHEUS = new Set([
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
  'scrape_timeout_seconds',
  'scrape_sample_limit',
  'scrape_body_size_bytes',
  'ALERTS',
  'ALERTS_FOR_STATE',
]);

/** Finds a series by name; undefined when nothing exports it. */
export type SeriesLookup = (name: string) => SeriesFacts | undefined;

/** The series of a catalog: its metrics, the three series of each histogram, and recorded series. */
export function seriesLookup({ prometheus }: Catalog): SeriesLookup | undefined {
  if (!prometheus) return undefined;
  const { metrics, recorded = {}, targetLabels } = prometheus;
  const metric = (name: string) => (Object.hasOwn(metrics, name) ? metrics[name] : undefined);
  return (name) => {
    const plain = metric(name);
    if (plain && plain.type !== 'histogram')
      return {
        type: plain.type === 'gauge' || plain.type === 'counter' ? plain.type : 'unknown',
        labels: [...plain.labels, ...targetLabels],
        ...(plain.unit === undefined ? {} : { unit: plain.unit }),
      };
    // A histogram with listed buckets has no series under its own name; one without them may be native.
    if (plain && !plain.buckets) return { type: 'native', labels: [...plain.labels, ...targetLabels] };
    const [, base = '', part] = /^(.+)_(bucket|sum|count)$/.exec(name) ?? [];
    const whole = metric(base);
    if (whole?.type === 'histogram' || (whole?.type === 'summary' && part !== 'bucket')) {
      return {
        type: part === 'bucket' ? 'buckets' : 'counter',
        labels: [...whole.labels, ...(part === 'bucket' ? ['le'] : []), ...targetLabels],
      };
    }
    if (OF_PROMETHEUS.has(name) && !plain) return { type: 'gauge' };
    const made = Object.hasOwn(recorded, name) ? recorded[name] : undefined;
    return made && { type: 'recorded', ...(made.labels ? { labels: made.labels } : {}) };
  };
}

/** Every series name of a catalog, for suggesting similar names. */
export function seriesNames({ prometheus }: Catalog): string[] {
  if (!prometheus) return [];
  const ofMetrics = Object.entries(prometheus.metrics).flatMap(([name, { type }]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return [...ofMetrics, ...Object.keys(prometheus.recorded ?? {})];
}
