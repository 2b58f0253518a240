import { dashboardSchemas } from 'virtual:validators';

/** Panels that come or came with Grafana and for which the SDK has no types. */
const UNDESCRIBED = [
  'alertlist',
  'traces',
  'flamegraph',
  'welcome',
  'gettingstarted',
  'live',
  'row',
  'graph',
  'singlestat',
  'table-old',
  'alertGroups',
  'pluginlist',
  'library-panel-ref',
];

/** Types of the panels that come with Grafana. */
export const panelTypes: readonly string[] = [
  ...Object.keys(dashboardSchemas).flatMap((name) =>
    name.startsWith('options ') ? name.slice('options '.length) : [],
  ),
  ...UNDESCRIBED,
];

/** Types of the data sources that come with Grafana, and of those whose settings are checked. */
export const datasourceTypes: readonly string[] = [
  'prometheus',
  'loki',
  'tempo',
  'alertmanager',
  'postgres',
  'grafana-postgresql-datasource',
  'mysql',
  'mssql',
  'graphite',
  'influxdb',
  'elasticsearch',
  'opentsdb',
  'cloudwatch',
  'stackdriver',
  'jaeger',
  'zipkin',
  'parca',
  'phlare',
  'testdata',
  'grafana-azure-monitor-datasource',
  'grafana-pyroscope-datasource',
  'grafana-testdata-datasource',
  'grafana-clickhouse-datasource',
];
