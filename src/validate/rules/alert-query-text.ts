import { findDatasource } from '../../folder/lookups/datasource.ts';
import { objectOf, textOf } from '../../folder/json.ts';
import { type Language, languageOf } from '../../grafana/query-expansion/language.ts';
import type { Rule } from '../rule.ts';

/** The key of a query's model that holds its text. */
const MEMBERS: Readonly<Record<Language, string>> = {
  promql: 'expr',
  logql: 'expr',
  postgres: 'rawSql',
  clickhouse: 'rawSql',
};

/** Valid query types of Loki; an empty one means a range query. */
const LOKI_TYPES: ReadonlySet<string> = new Set(['instant', 'range', '']);

/** A query of an alert rule has a query text. */
export const alertQueryText: Rule = {
  id: 'alert/query-text',
  severity: 'error',
  description:
    'A query of an alert rule has the text that its data source reads: expr, or rawSql for SQL sources; one of Loki is instant or a range.',
  why: 'Grafana does not check the model when it loads the file. Without a text, the data source returns an error or nothing at every evaluation.',
  bad: 'data: [{refId: A, datasourceUid: prometheus, model: {refId: A, query: up}}]',
  good: 'data: [{refId: A, datasourceUid: prometheus, model: {refId: A, expr: up}}]',
  alertQuery(query, report, context) {
    if (query.isExpression) return;
    const { model, datasourceUid, alert, label } = query;
    const source = findDatasource(datasourceUid, alert.group.orgId, context);
    const language = source && languageOf(source.type);
    if (!language) return;
    const type = textOf(model['queryType']) ?? '';
    if (language === 'logql' && !LOKI_TYPES.has(type))
      report({
        at: ['model', 'queryType'],
        message: `${label} is a query of the type "${type}", which Loki's backend refuses, so every evaluation returns an error.`,
        hint: 'Write instant, or range.',
      });
    // If the model names its data source, the schema checks the rest.
    if (languageOf(textOf(objectOf(model['datasource'])['type']) ?? '') === language) return;
    const member = MEMBERS[language];
    if ((textOf(model[member]) ?? '').trim() !== '') return;
    report({
      at: ['model'],
      message: `${label} queries "${source.name}" of type ${source.type} without ${member}, so every evaluation returns an error or nothing.`,
      hint: `Write the query into model.${member}.`,
    });
  },
};
