/**
 * The data sources that definitions query, by handle: the uid they write, and the plugin id of the newest Grafana.
 * `compile/` sends each where the configuration points it, with the older PostgreSQL id for a Grafana that needs it.
 */
export const datasourceHandles = {
  postgres: { uid: 'pf-postgres', plugin: 'grafana-postgresql-datasource' },
  prometheus: { uid: 'pf-prometheus', plugin: 'prometheus' },
  loki: { uid: 'pf-loki', plugin: 'loki' },
  clickhouse: { uid: 'pf-clickhouse', plugin: 'grafana-clickhouse-datasource' },
  tempo: { uid: 'pf-tempo', plugin: 'tempo' },
} as const;

export type DatasourceHandle = keyof typeof datasourceHandles;

/** A reference to a handle until `compile/` knows where the configuration points it: no uid of Grafana's begins with `@`. */
export function handleReference(handle: string): string {
  return `@${handle}`;
}
/** A reference to whichever source the panel has, or to the project's only one of the type. */
export const UNBOUND = '@';
