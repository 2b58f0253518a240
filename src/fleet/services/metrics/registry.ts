import type * as promClient from 'prom-client';
import type { Counter, Gauge, Histogram, Registry } from 'prom-client';

import { type Metric, type MetricName, metrics, type Metrics } from '../../catalog/metrics.ts';

/** The module `prom-client`, which the caller loads. */
export type PromClient = typeof promClient;
type Labels<N extends MetricName> = Metrics[N]['labels'][number];
interface Kinds<L extends string> {
  readonly gauge: Gauge<L>;
  readonly counter: Counter<L>;
  readonly histogram: Histogram<L>;
}

/** One typed instrument for each metric: an unknown label, or `inc` of a histogram, does not compile. */
export type Instruments<N extends MetricName> = { readonly [K in N]: Kinds<Labels<K>>[Metrics[K]['type']] };

interface RegistryOptions {
  /** True if histograms accept exemplars, which need the OpenMetrics format. */
  readonly exemplars?: boolean;
}

/** Creates a registry with some metrics of the catalog, including their help, labels and buckets. */
export function catalogRegistry<N extends MetricName>(
  client: PromClient,
  names: readonly N[],
  { exemplars = false }: RegistryOptions = {},
): { readonly registry: Registry; readonly instruments: Instruments<N> } {
  const registry: Registry = new client.Registry();
  // The registry is typed for the default format, although this call may change it.
  if (exemplars) registry.setContentType(client.Registry.OPENMETRICS_CONTENT_TYPE as never);
  const made = names.map((name) => [name, instrument(client, registry, name, exemplars)] as const);
  // Each name has the instrument of its metric's type.
  return { registry, instruments: Object.fromEntries(made) as unknown as Instruments<N> };
}

function instrument(client: PromClient, registry: Registry, name: MetricName, enableExemplars: boolean): object {
  const { type, help, labels, buckets }: Metric = metrics[name];
  const common = { name, help, labelNames: [...labels], registers: [registry] };
  switch (type) {
    case 'gauge':
      return new client.Gauge(common);
    case 'counter':
      return new client.Counter(common);
    case 'histogram':
      return new client.Histogram({ ...common, enableExemplars, buckets: [...(buckets ?? [])] });
  }
}
