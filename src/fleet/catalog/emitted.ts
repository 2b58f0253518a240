import { clickhouseTables } from './clickhouse.ts';
import { fleetSources } from './datasources.ts';
import { eventTypes } from './events.ts';
import { streamLabels, structuredMetadata } from './loki.ts';
import { metrics, targetLabels } from './metrics.ts';
import { postgresTables } from './postgres.ts';
import { recordedSeries } from './recorded-series.ts';

/**
 * Returns the content of `catalog.json`: the telemetry contract as data, for programs that check queries against it.
 * Every series also has the extra labels.
 */
export function emittedCatalog(extraLabels: readonly string[] = []): object {
  const recorded = Object.fromEntries(
    Object.entries(recordedSeries).map(([name, series]) => [
      name,
      { ...series, labels: [...series.labels, ...extraLabels] },
    ]),
  );
  return {
    prometheus: { targetLabels: [...targetLabels, ...extraLabels], metrics, recorded },
    postgres: { tables: postgresTables },
    clickhouse: { tables: clickhouseTables },
    loki: { streamLabels, structuredMetadata },
    events: eventTypes,
    datasources: fleetSources,
  };
}
