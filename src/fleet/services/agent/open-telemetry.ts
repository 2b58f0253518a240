import { type Metric, metrics } from '../../catalog/metrics.ts';
import { agentMetricNames } from './agent-metrics.ts';

/** How an instrument of OpenTelemetry has to be called so that Prometheus stores the catalog's name. */
export interface OpenTelemetryName {
  readonly prometheus: string;
  readonly instrument: 'Counter' | 'Histogram' | 'Gauge';
  readonly name: string;
  /** Always empty: Prometheus adds a unit to the name, and "ms" becomes `_milliseconds`. */
  readonly unit: '';
  readonly attributes: readonly string[];
  readonly buckets?: readonly number[];
}

const instruments = { counter: 'Counter', histogram: 'Histogram', gauge: 'Gauge' } as const;

/** The agents' metrics for who uses OpenTelemetry instead of a registry of ours. */
export function openTelemetryNames(): readonly OpenTelemetryName[] {
  return agentMetricNames.map((prometheus) => {
    const { type, labels, buckets }: Metric = metrics[prometheus];
    return {
      prometheus,
      instrument: instruments[type],
      name: prometheus.replace(/_total$/, '').replaceAll('_', '.'),
      unit: '',
      attributes: labels,
      ...(buckets === undefined ? {} : { buckets }),
    };
  });
}

/**
 * The name under which Prometheus stores an instrument without a unit, by its default strategy UnderscoreEscapingWithSuffixes: the parts
 * of the name joined by underscores, and `_total` for a counter.
 */
export function prometheusNameOf({ name, instrument }: Pick<OpenTelemetryName, 'name' | 'instrument'>): string {
  const parts = name.split(/[^a-zA-Z0-9:]+/).filter((part) => part !== '');
  const all = instrument === 'Counter' ? [...parts.filter((part) => part !== 'total'), 'total'] : parts;
  return all.join('_').replace(/^(?=\d)/, '_');
}
