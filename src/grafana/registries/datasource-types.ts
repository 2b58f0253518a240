/** Plugin ids that mean the same data source, including old names. */
const SAME: readonly (readonly string[])[] = [
  ['postgres', 'grafana-postgresql-datasource'],
  ['grafana-clickhouse-datasource', 'vertamedia-clickhouse-datasource'],
  // Derived from Grafana's own Prometheus plugin, and read like it.
  ['prometheus', 'grafana-amazonprometheus-datasource', 'grafana-azureprometheus-datasource'],
  ['prometheus', 'victoriametrics-datasource', 'victoriametrics-metrics-datasource'],
  ['grafana-testdata-datasource', 'testdata', 'testdatadb'],
  ['stackdriver', 'google-cloud-monitoring'],
  ['phlare', 'grafana-pyroscope-datasource'],
  ['elasticsearch', 'grafana-opensearch-datasource'],
];

/** Whether two data source types are the same, or compatible enough that dashboards for one work with the other. */
export function isSameSourceType(left: string, right: string): boolean {
  return left === right || SAME.some((names) => names.includes(left) && names.includes(right));
}
