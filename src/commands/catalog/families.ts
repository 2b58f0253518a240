import type { MetricFacts, MetricType, RecordedFacts } from '../../catalog/metrics.ts';
import { type FoundFacts, sorted } from './found.ts';

/** The metadata of a metric family, from its exporter or from Prometheus. */
export interface Family {
  readonly type: string;
  readonly help?: string;
  readonly unit?: string;
}
/** The series with one name: their labels, and their values of `le` if they have it. */
export interface SeriesOfName {
  readonly labels: readonly string[];
  readonly bounds?: readonly string[];
}

const TYPES: Readonly<Record<string, MetricType>> = {
  counter: 'counter',
  gauge: 'gauge',
  info: 'gauge',
  stateset: 'gauge',
  histogram: 'histogram',
  gaugehistogram: 'histogram',
  summary: 'summary',
};
/** Metrics that Prometheus itself writes for each scrape. */
const OF_A_SCRAPE = /^(?:up|scrape_\w+)$/;

/** Metrics and recorded series, derived from the names of series and the known metadata of their families. */
export function metricFacts(
  series: ReadonlyMap<string, SeriesOfName>,
  families: ReadonlyMap<string, Family>,
  targetLabels: readonly string[],
): Pick<FoundFacts, 'metrics' | 'recorded'> {
  const metrics: Record<string, MetricFacts> = {};
  const recorded: Record<string, RecordedFacts> = {};
  for (const [name, { labels, bounds }] of series) {
    const part = /^(.+)_(bucket|sum|count)$/.exec(name);
    const base = part?.[1] ?? '';
    if (name.includes(':'))
      recorded[name] = { type: labels.includes('le') ? 'buckets' : 'gauge', labels: [...labels].sort() };
    else if (part && isFamilyOf(base, series, families)) {
      if (part[2] === 'bucket' || (part[2] === 'count' && !series.has(`${base}_bucket`) && !series.has(base)))
        metrics[base] = facts(
          base,
          familyType(base, series, families),
          without(labels, [...targetLabels, 'le']),
          families,
          bounds,
        );
    } else
      metrics[name] = facts(
        name,
        familyType(name, series, families),
        without(labels, targetLabels),
        families,
        undefined,
      );
  }
  return { metrics: sorted(metrics), recorded: sorted(recorded) };
}

/** Whether `_bucket`, `_sum` or `_count` belongs to a histogram or summary, instead of being a metric of its own. */
function isFamilyOf(
  base: string,
  series: ReadonlyMap<string, SeriesOfName>,
  families: ReadonlyMap<string, Family>,
): boolean {
  const type = families.get(base)?.type;
  return type === undefined
    ? series.has(`${base}_count`) && series.has(`${base}_sum`)
    : ['histogram', 'gaugehistogram', 'summary'].includes(type);
}

function familyType(
  name: string,
  series: ReadonlyMap<string, SeriesOfName>,
  families: ReadonlyMap<string, Family>,
): MetricType {
  const said = families.get(name)?.type ?? families.get(name.replace(/_total$/, ''))?.type;
  const known = said === undefined ? undefined : TYPES[said];
  if (known) return known;
  if (series.has(`${name}_bucket`) && series.has(`${name}_count`)) return 'histogram';
  if (series.has(`${name}_sum`) && series.has(`${name}_count`)) return 'summary';
  if (OF_A_SCRAPE.test(name)) return 'gauge';
  // Without metadata, follows Prometheus' naming conventions.
  return said === undefined && name.endsWith('_total') ? 'counter' : 'untyped';
}

function facts(
  name: string,
  type: MetricType,
  labels: readonly string[],
  families: ReadonlyMap<string, Family>,
  bounds: readonly string[] | undefined,
): MetricFacts {
  const { help, unit } = families.get(name) ?? families.get(name.replace(/_total$/, '')) ?? {};
  const finite = (bounds ?? []).map(Number).filter(Number.isFinite);
  return {
    type,
    labels: [...labels].sort(),
    ...(unit ? { unit } : {}),
    ...(help ? { help } : {}),
    ...(finite.length > 0 ? { buckets: finite.sort((left, right) => left - right) } : {}),
  };
}

function without(labels: readonly string[], others: readonly string[]): string[] {
  return labels.filter((label) => !others.includes(label));
}
