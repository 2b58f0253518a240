import { defineCatalog } from '../../catalog/define-catalog.ts';
import { clickhouseTables } from './clickhouse.ts';
import { eventTypes } from './events.ts';
import { streamLabels, structuredMetadata } from './loki.ts';
import { metrics, targetLabels } from './metrics.ts';
import { postgresTables } from './postgres.ts';
import { recordedSeries } from './recorded-series.ts';

/** Everything that a query of the fleet may name. */
export const fleetCatalog = defineCatalog({
  metrics,
  recorded: recordedSeries,
  targetLabels,
  databases: {
    book: { dialect: 'postgres', tables: postgresTables },
    events: { dialect: 'clickhouse', tables: clickhouseTables },
  },
  logs: { streamLabels, structuredMetadata },
  events: eventTypes,
});
