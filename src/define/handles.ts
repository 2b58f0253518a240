/**
 * The data sources that definitions query, by handle: the uid they write, and the plugin id in the newest Grafana.
 * `compile/` replaces each by the configured data source, with the older PostgreSQL plugin id where the target needs
 * it.
 */
export const datasourceHandles = {
  postgres: { uid: 'pf-postgres', plugin: 'grafana-postgresql-datasource' },
  prometheus: { uid: 'pf-prometheus', plugin: 'prometheus' },
  loki: { uid: 'pf-loki', plugin: 'loki' },
  clickhouse: { uid: 'pf-clickhouse', plugin: 'grafana-clickhouse-datasource' },
  tempo: { uid: 'pf-tempo', plugin: 'tempo' },
} as const;

export type DatasourceHandle = keyof typeof datasourceHandles;

/** A reference to a handle, until `compile/` resolves it; no uid in Grafana begins with `@`. */
export function handleReference(handle: string): string {
  return `@${handle}`;
}
/** A reference to the panel's data source, or to the project's only one of the type. */
export const UNBOUND = '@';
