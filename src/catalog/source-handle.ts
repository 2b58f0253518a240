/** A data source as used by queries: the handle that a project gave it, and the plugin that determines its language. */
export interface SourceHandle<H extends string = string, T extends string = string> {
  readonly handle: H;
  /** Plugin id of the newest Grafana. */
  readonly type: T;
}

/** Plugins whose queries are in PromQL. */
export type PromqlPlugin = 'prometheus' | 'grafana-amazonprometheus-datasource' | 'grafana-azureprometheus-datasource';
/** Plugins whose queries are in LogQL. */
export type LogqlPlugin = 'loki';
/** Plugins whose queries are in SQL, by dialect. */
export interface SqlPlugins {
  readonly postgres: 'grafana-postgresql-datasource';
  readonly mysql: 'mysql';
  readonly clickhouse: 'grafana-clickhouse-datasource';
}
