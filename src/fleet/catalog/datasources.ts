import type { SourceHandle } from '../../catalog/source-handle.ts';
import { datasourceHandles } from '../../define/handles.ts';

/** Name, plugin and content of each data source of the fleet. */
export const fleetSources = {
  postgres: {
    ...datasourceHandles.postgres,
    name: 'PurpleFlea-Postgres',
    holds: 'Book of record: trades, ledger, daily performance, escrow, referrals.',
  },
  prometheus: {
    ...datasourceHandles.prometheus,
    name: 'PurpleFlea-Prometheus',
    holds: 'Live metrics of the exporter and recorded series.',
  },
  loki: {
    ...datasourceHandles.loki,
    name: 'PurpleFlea-Loki',
    holds: 'Logs of agents, escrow, exporter and webhooks.',
  },
  clickhouse: {
    ...datasourceHandles.clickhouse,
    name: 'PurpleFlea-ClickHouse',
    holds: 'Every trade event, and hourly, minute and daily rollups.',
  },
  tempo: { ...datasourceHandles.tempo, name: 'PurpleFlea-Tempo', holds: 'Traces; only when configured.' },
} as const;

/** The handles of the sources in queries. */
export const fleetHandles = {
  postgres: { handle: 'postgres', type: fleetSources.postgres.plugin },
  prometheus: { handle: 'prometheus', type: fleetSources.prometheus.plugin },
  loki: { handle: 'loki', type: fleetSources.loki.plugin },
  clickhouse: { handle: 'clickhouse', type: fleetSources.clickhouse.plugin },
} as const satisfies Readonly<Record<string, SourceHandle>>;
