/**
 * The data sources of the fleet: a fixed uid each, so that a dashboard never depends on a generated one. Plugin ids are
 * those of
 * the newest Grafana; `compile/` writes the older PostgreSQL id for a Grafana that needs it.
 */
export const datasourceHandles = {
  postgres: {
    uid: 'pf-postgres',
    plugin: 'grafana-postgresql-datasource',
    name: 'PurpleFlea-Postgres',
    holds: 'Book of record: trades, ledger, daily performance, escrow, referrals.',
  },
  prometheus: {
    uid: 'pf-prometheus',
    plugin: 'prometheus',
    name: 'PurpleFlea-Prometheus',
    holds: 'Live metrics of the exporter and recorded series.',
  },
  loki: {
    uid: 'pf-loki',
    plugin: 'loki',
    name: 'PurpleFlea-Loki',
    holds: 'Logs of agents, escrow, exporter and webhooks.',
  },
  clickhouse: {
    uid: 'pf-clickhouse',
    plugin: 'grafana-clickhouse-datasource',
    name: 'PurpleFlea-ClickHouse',
    holds: 'Every trade event, and hourly, minute and daily rollups.',
  },
  tempo: { uid: 'pf-tempo', plugin: 'tempo', name: 'PurpleFlea-Tempo', holds: 'Traces; only when configured.' },
} as const;

export type DatasourceHandle = keyof typeof datasourceHandles;
