import { expression } from '../../grafana/schemas/alert-query.ts';
import { flag, oneOf, plainText, type Schema, text } from '../../grafana/schemas/schema.ts';

const common: Readonly<Record<string, Schema>> = {
  refId: plainText,
  key: text,
  hide: flag,
  datasource: {},
  queryType: plainText,
  intervalMs: {},
  maxDataPoints: {},
  rawSql: { type: ['string', 'null'] },
};
const postgres = target({
  format: { ...oneOf('time_series', 'table'), 'x-trap': 'the backend only knows series and tables' },
  rawQuery: flag,
  editorMode: oneOf('code', 'builder'),
  dataset: plainText,
  table: plainText,
  sql: {},
  fill: {},
  group: {},
  metricColumn: {},
  select: {},
  timeColumn: {},
  timeColumnType: {},
  where: {},
  alias: {},
  hideFrom: {},
  meta: {},
  datasourceId: {},
  schema: {},
});

/**
 * Queries, by data source type, for which the SDK has no types, or none that distinguish one expression from another.
 */
export const dashboardQueries: Readonly<Record<string, Schema>> = {
  __expr__: { ...expression, 'x-outcome': 'the panel shows an error' },
  postgres,
  'grafana-postgresql-datasource': { ...postgres },
  'grafana-clickhouse-datasource': target({
    format: { type: ['integer', 'null'], 'x-trap': 'the plugin decodes a number: 0 series, 1 table, 2 logs, 3 traces' },
    editorType: oneOf('sql', 'builder'),
    builderOptions: {},
    meta: {},
    pluginVersion: plainText,
    table: plainText,
    column: plainText,
    database: plainText,
    selectedFormat: {},
    expand: {},
    query: {},
    editorMode: {},
    rawQuery: {},
    dateTimeType: {},
    dateTimeColDataType: {},
    dateLoading: {},
    round: {},
    skip_comments: {},
    adHocFilters: {},
  }),
};

function target(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties: { ...common, ...properties }, additionalProperties: false };
}
