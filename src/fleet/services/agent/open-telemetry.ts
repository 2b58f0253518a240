import { type Metric, metrics } from '../../catalog/metrics.ts';
import { agentMetricNames } from './agent-metrics.ts';

/** The OpenTelemetry instrument that Prometheus stores under the catalog's name. */
export interface OpenTelemetryName {
  readonly prometheus: string;
  readonly instrument: 'Counter' | 'Histogram' | 'Gauge';
  readonly name: string;
  /** Always empty, because Prometheus appends a unit to the name: "ms" would become `_milliseconds`. */
  readonly unit: '';
  readonly attributes: readonly string[];
  readonly buckets?: readonly number[];
}

const instruments = { counter: 'Counter', histogram: 'Histogram', gauge: 'Gauge' } as const;

/** Returns the agents' metrics as OpenTelemetry instruments, for agents that do not use one of our registries. */
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
 * Returns the name under which Prometheus stores an instrument without a unit. Its default translation strategy,
 * UnderscoreEscapingWithSuffixes, joins the parts of the name with underscores and appends `_total` to a counter.
 */
export function prometheusNameOf({ name, instrument }: Pick<OpenTelemetryName, 'name' | 'instrument'>): string {
  const parts = name.split(/[^a-zA-Z0-9:]+/).filter((part) => part !== '');
  const all = instrument === 'Counter' ? [...parts.filter((part) => part !== 'total'), 'total'] : parts;
  return all.join('_').replace(/^(?=\d)/, '_');
}
