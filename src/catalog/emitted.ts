import { clickhouseTables } from './clickhouse.ts';
import { datasourceHandles } from './datasources.ts';
import { eventTypes } from './events.ts';
import { streamLabels, structuredMetadata } from './loki.ts';
import { metrics, targetLabels } from './metrics.ts';
import { postgresTables } from './postgres.ts';
import { recordedSeries } from './recorded-series.ts';

/** The telemetry contract as data, for programs that check queries against it: the content of `catalog.json`. */
export function emittedCatalog(): object {
  return {
    prometheus: { targetLabels, metrics, recorded: recordedSeries },
    postgres: { tables: postgresTables },
    clickhouse: { tables: clickhouseTables },
    loki: { streamLabels, structuredMetadata },
    events: eventTypes,
    datasources: datasourceHandles,
  };
}
