import type { ConfiguredSources } from '../define/settings.ts';
import { fleetSources } from './catalog/datasources.ts';

const source = (handle: keyof typeof fleetSources) => ({
  uid: fleetSources[handle].uid,
  name: fleetSources[handle].name,
  provision: true,
});

/** The documents' hosts, names and users (requirements 73-81), in the fields that the plugins actually read. */
export const connections: Required<ConfiguredSources> = {
  postgres: {
    ...source('postgres'),
    url: 'postgres:5432',
    database: 'purpleflea_agents',
    user: 'grafana_reader',
    password: { env: 'PG_GRAFANA_PASSWORD' },
    sslmode: 'require',
    version: 1500,
  },
  prometheus: {
    ...source('prometheus'),
    url: 'http://prometheus:9090',
    scrapeInterval: '15s',
    flavour: 'Prometheus',
    version: '2.42.0',
  },
  loki: { ...source('loki'), url: 'http://loki:3100' },
  clickhouse: {
    ...source('clickhouse'),
    host: 'clickhouse',
    port: 8123,
    protocol: 'http',
    secure: false,
    database: 'agent_analytics',
    user: 'grafana_reader',
    password: { env: 'CLICKHOUSE_GRAFANA_PASSWORD' },
  },
  tempo: { ...source('tempo'), url: 'http://tempo:3200' },
};
