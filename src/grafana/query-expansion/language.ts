/** The language of a query; the two SQL dialects have their own macros and quoting. */
export type Language = 'promql' | 'logql' | 'postgres' | 'clickhouse';

/** The language by data source type; 10.1 has a PostgreSQL id without "grafana". */
const languages: Readonly<Record<string, Language>> = {
  prometheus: 'promql',
  loki: 'logql',
  postgres: 'postgres',
  'grafana-postgresql-datasource': 'postgres',
  'grafana-clickhouse-datasource': 'clickhouse',
};

/** Returns the query language of a data source type; undefined for an unknown type. */
export function languageOf(datasourceType: string): Language | undefined {
  return Object.hasOwn(languages, datasourceType) ? languages[datasourceType] : undefined;
}
