import type { FileValue } from '../define/definitions.ts';
import { type AlertQuery, builtTarget } from '../define/rules.ts';
import type { CompileContext } from './context.ts';

/** The model of a query as the plugin of its data source expects it, without refId and data source. */
export function queryModel(query: AlertQuery, type: string, context: CompileContext): Record<string, FileValue> {
  if ('promql' in query) return { expr: context.promql(query.promql), instant: true, range: false, editorMode: 'code' };
  if ('logql' in query) return { expr: query.logql, queryType: 'instant', editorMode: 'code' };
  if ('sql' in query) return sqlModel(query.sql, type, context);
  return builtTarget(query.query);
}

/**
 * A table with one number column, string columns and no time column: each row is a value, with the strings as its
 * labels.
 */
function sqlModel(sql: string, type: string, { facts }: CompileContext): Record<string, FileValue> {
  if (type !== 'grafana-clickhouse-datasource')
    return { rawSql: sql, format: 'table', rawQuery: true, editorMode: 'code' };
  return {
    rawSql: sql,
    format: 1,
    queryType: 'table',
    editorType: 'sql',
    pluginVersion: facts.clickhousePluginVersion,
  };
}
