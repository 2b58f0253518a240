/** What a query is written in; the two dialects of SQL have macros and quoting of their own. */
export type Language = 'promql' | 'logql' | 'postgres' | 'clickhouse';

/** By the type of the data source; 10.1 writes PostgreSQL's id without the word Grafana. */
const languages: Readonly<Record<string, Language>> = {
  prometheus: 'promql',
  loki: 'logql',
  postgres: 'postgres',
  'grafana-postgresql-datasource': 'postgres',
  'grafana-clickhouse-datasource': 'clickhouse',
};

/** Returns the language that a type of data source is asked in, nothing for a type that is not known here. */
export function languageOf(datasourceType: string): Language | undefined {
  return Object.hasOwn(languages, datasourceType) ? languages[datasourceType] : undefined;
}
