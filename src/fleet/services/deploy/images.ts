import type { FleetSettings } from '../../settings.ts';

/** PostgreSQL releases by major version; the data source's setting selects the major version. */
const postgresTags: Readonly<Record<number, string>> = { 15: '15.14', 16: '16.10', 17: '17.6', 18: '18.3' };

/** Images with exact tags, so that a recreated container is the same. This project's CI could not run any of them. */
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

/** The image of this project's services. */
export const SERVICES_IMAGE = 'pf-grafana-services:1';
export const NODE_IMAGE = 'node:20.20.2-bookworm-slim';
/** The plugin of the ClickHouse data source, with its version. */
export const CLICKHOUSE_PLUGIN = 'grafana-clickhouse-datasource 4.20.0';
