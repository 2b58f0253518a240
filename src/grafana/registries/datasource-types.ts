/** Ids under which one plugin is known, its old names among them. */
const SAME: readonly (readonly string[])[] = [
  ['postgres', 'grafana-postgresql-datasource'],
  ['grafana-clickhouse-datasource', 'vertamedia-clickhouse-datasource'],
  // Made of Grafana's own Prometheus, and read like it.
  ['prometheus', 'grafana-amazonprometheus-datasource', 'grafana-azureprometheus-datasource'],
  ['prometheus', 'victoriametrics-datasource', 'victoriametrics-metrics-datasource'],
  ['grafana-testdata-datasource', 'testdata', 'testdatadb'],
  ['stackdriver', 'google-cloud-monitoring'],
  ['phlare', 'grafana-pyroscope-datasource'],
  ['elasticsearch', 'grafana-opensearch-datasource'],
];

/** Whether two types of data sources are one, or so near that a dashboard for one is one for the other. */
export function isSameSourceType(left: string, right: string): boolean {
  return left === right || SAME.some((names) => names.includes(left) && names.includes(right));
}
