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
import { datasourceRef } from './datasources.ts';

/** Which query function wrote a target; `compile/` takes it out of the JSON and lists it. */
export interface Origin {
  readonly origin?: string;
}

/** PromQL: a vector of the catalog's metrics, or plain text about metrics that the catalog does not know. */
export type Promql = Pick<Vector, 'promql'> & Origin;

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

/** Bucket counts over time; Grafana takes the cumulative buckets apart. */
export function bucketSeries(query: Buckets & Origin): Builder<Dataquery> {
  return withOrigin(promQuery(query).range().format(PromQueryFormat.Heatmap).legendFormat('{{le}}'), query);
}

/** Rows as PostgreSQL or ClickHouse returns them. */
export function rows(query: Sql & Origin): Builder<Dataquery> {
  return sqlQuery(query, 'table');
}

/** Lines from columns: `time`, strings as labels, numbers as values; the query orders by time. */
export function lines(query: Sql & Origin): Builder<Dataquery> {
  return sqlQuery(query, 'time_series');
}

/** Log lines. */
export function logLines(query: Pick<LogStream, 'logql'> & Origin, maxLines = 200): Builder<Dataquery> {
  return withOrigin(lokiQuery(query.logql).maxLines(maxLines), query);
}

/** A line per label set of a metric over log lines. */
export function logSeries(query: Pick<LogMetric, 'logql'> & Origin, legend: string): Builder<Dataquery> {
  return withOrigin(lokiQuery(query.logql).legendFormat(legend), query);
}

/** One value per label set of a metric over log lines, as of the end of the range. */
export function logInstant(query: Pick<LogMetric, 'logql'> & Origin, legend: string): Builder<Dataquery> {
  return withOrigin(lokiQuery(query.logql).queryType(LokiQueryType.Instant).legendFormat(legend), query);
}

function promQuery(query: Promql): PromQueryBuilder {
  return new PromQueryBuilder()
    .datasource(datasourceRef('prometheus'))
    .editorMode(PromEditorMode.Code)
    .expr(query.promql);
}

function lokiQuery(expr: string): LokiQueryBuilder {
  return new LokiQueryBuilder()
    .datasource(datasourceRef('loki'))
    .editorMode(LokiEditorMode.Code)
    .queryType(LokiQueryType.Range)
    .expr(expr);
}

function sqlQuery(query: Sql & Origin, shape: 'table' | 'time_series'): Builder<Dataquery> {
  return withOrigin({ build: () => sqlTarget(query, shape) as unknown as Dataquery }, query);
}

/**
 * The SDK has no SQL queries. Both plugins take the format as their own kind of value: PostgreSQL a word, ClickHouse a
 * number.
 */
function sqlTarget(query: Sql, shape: 'table' | 'time_series'): Record<string, unknown> {
  return query.dialect === 'postgres'
    ? { datasource: datasourceRef('postgres'), editorMode: 'code', rawQuery: true, format: shape, rawSql: query.sql }
    : {
        datasource: datasourceRef('clickhouse'),
        editorType: 'sql',
        queryType: shape === 'table' ? 'table' : 'timeseries',
        format: shape === 'table' ? 1 : 0,
        rawSql: query.sql,
      };
}

function withOrigin(builder: Builder<Dataquery>, query: Origin): Builder<Dataquery> {
  return { build: () => ({ ...builder.build(), ...(query.origin === undefined ? {} : { origin: query.origin }) }) };
}
