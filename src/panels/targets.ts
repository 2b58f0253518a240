import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  DataqueryBuilder as LokiQueryBuilder,
  LokiQueryType,
  QueryEditorMode as LokiEditorMode,
} from '@grafana/grafana-foundation-sdk/loki';
import {
  DataqueryBuilder as PromQueryBuilder,
  PromQueryFormat,
  QueryEditorMode as PromEditorMode,
} from '@grafana/grafana-foundation-sdk/prometheus';

import type { LogMetric, LogStream } from '../query/logql.ts';
import type { Buckets, Vector } from '../query/promql.ts';
import type { Sql } from '../query/sql.ts';
import { sourceOfQuery } from './datasources.ts';

/** The query function that wrote a target; `compile/` removes it from the JSON and lists it. */
export interface Origin {
  readonly origin?: string;
}

/** The handle of the data source of a query; by default the panel's. */
interface Asked {
  readonly datasource?: string;
}
/** PromQL: a vector of the catalog's metrics, or plain text for metrics in no catalog. */
export type Promql = string | (Pick<Vector, 'promql'> & Asked & Origin);
/** LogQL that selects lines: from a catalog, or plain text. */
export type LogLines = string | (Pick<LogStream, 'logql'> & Asked & Origin);
/** LogQL that counts or measures lines: from a catalog, or plain text. */
export type LogFigures = string | (Pick<LogMetric, 'logql'> & Asked & Origin);
/** SQL of a catalog's database. */
export type SqlQuery = Pick<Sql, 'dialect' | 'sql'> & Asked & Origin;

/** One value per series, as of the end of the range. */
export function instant(query: Promql, legend = '__auto'): Builder<Dataquery> {
  return withOrigin(promQuery(query).instant().legendFormat(legend), query);
}

/** A row per series with its labels as columns. */
export function instantTable(query: Promql): Builder<Dataquery> {
  return withOrigin(promQuery(query).instant().format(PromQueryFormat.Table), query);
}

/** A line per series. */
export function series(query: Promql, legend = '__auto'): Builder<Dataquery> {
  return withOrigin(promQuery(query).range().legendFormat(legend), query);
}

/** Bucket counts over time; Grafana subtracts the cumulative buckets from each other. */
export function bucketSeries(query: Buckets & Origin): Builder<Dataquery> {
  return withOrigin(promQuery(query).range().format(PromQueryFormat.Heatmap).legendFormat('{{le}}'), query);
}

/** Rows as PostgreSQL or ClickHouse returns them. */
export function rows(query: SqlQuery): Builder<Dataquery> {
  return sqlQuery(query, 'table');
}

/** Lines from columns: `time`, strings as labels, numbers as values; the query orders by time. */
export function lines(query: SqlQuery): Builder<Dataquery> {
  return sqlQuery(query, 'time_series');
}

/** Log lines. */
export function logLines(query: LogLines, maxLines = 200): Builder<Dataquery> {
  return withOrigin(lokiQuery(query).maxLines(maxLines), query);
}

/** A line per label set of a metric over log lines. */
export function logSeries(query: LogFigures, legend = '__auto'): Builder<Dataquery> {
  return withOrigin(lokiQuery(query).legendFormat(legend), query);
}

/** One value per label set of a metric over log lines, as of the end of the range. */
export function logInstant(query: LogFigures, legend = '__auto'): Builder<Dataquery> {
  return withOrigin(lokiQuery(query).queryType(LokiQueryType.Instant).legendFormat(legend), query);
}

function promQuery(query: Promql): PromQueryBuilder {
  const { promql, ...asked } = typeof query === 'string' ? { promql: query } : query;
  return new PromQueryBuilder()
    .datasource(sourceOfQuery(asked, 'prometheus'))
    .editorMode(PromEditorMode.Code)
    .expr(promql);
}

function lokiQuery(query: LogLines | LogFigures): LokiQueryBuilder {
  const { logql, ...asked } = typeof query === 'string' ? { logql: query } : query;
  return new LokiQueryBuilder()
    .datasource(sourceOfQuery(asked, 'loki'))
    .editorMode(LokiEditorMode.Code)
    .queryType(LokiQueryType.Range)
    .expr(logql);
}

function sqlQuery(query: SqlQuery, shape: 'table' | 'time_series'): Builder<Dataquery> {
  return withOrigin({ build: () => sqlTarget(query, shape) as unknown as Dataquery }, query);
}

/**
 * The SDK has no SQL queries. Each plugin has its own values for the format: Grafana's a word, ClickHouse's a number.
 */
function sqlTarget(query: SqlQuery, shape: 'table' | 'time_series'): Record<string, unknown> {
  const datasource = sourceOfQuery(query, query.dialect);
  return query.dialect !== 'clickhouse'
    ? { datasource, editorMode: 'code', rawQuery: true, format: shape, rawSql: query.sql }
    : {
        datasource,
        editorType: 'sql',
        queryType: shape === 'table' ? 'table' : 'timeseries',
        format: shape === 'table' ? 1 : 0,
        rawSql: query.sql,
      };
}

function withOrigin(builder: Builder<Dataquery>, query: Origin | string): Builder<Dataquery> {
  const origin = typeof query === 'string' ? undefined : query.origin;
  return { build: () => ({ ...builder.build(), ...(origin === undefined ? {} : { origin }) }) };
}
