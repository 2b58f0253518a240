import type { FleetSettings } from '../../settings.ts';

/** PostgreSQL releases by major version; the data source says which major it reads. */
const postgresTags: Readonly<Record<number, string>> = { 15: '15.14', 16: '16.10', 17: '17.6', 18: '18.3' };

/** Images, each by an exact tag: a container that is made again is the same one. None of them could be run in this project's CI. */
export function images({ grafana, datasources: { postgres } }: FleetSettings) {
  return {
    grafana: `grafana/grafana:${grafana.major}.${grafana.minor}.0`,
    prometheus: 'prom/prometheus:v3.13.3',
    pushgateway: 'prom/pushgateway:v1.11.3',
    loki: 'grafana/loki:3.7.7',
    alloy: 'grafana/alloy:v1.18.1',
    postgres: `postgres:${postgresTags[Math.floor(postgres.version / 100)] ?? postgresTags[17]}`,
    clickhouse: 'clickhouse/clickhouse-server:25.8.26.11',
    kafka: 'apache/kafka:4.3.1',
  } as const;
}

/** The image that the services of this project are built into. */
export const SERVICES_IMAGE = 'pf-grafana-services:1';
export const NODE_IMAGE = 'node:20.20.2-bookworm-slim';
/** Version of the plugin that the ClickHouse panels are drawn by. */
export const CLICKHOUSE_PLUGIN = 'grafana-clickhouse-datasource 4.20.0';
