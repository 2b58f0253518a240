import { alertSource } from '../../folder/entities/query-texts.ts';
import type { Dashboard, DatasourceRef } from '../../folder/folder.ts';
import { sayExists } from '../../folder/lookups/known-objects.ts';
import type { AskedSource } from '../../folder/lookups/source-type.ts';
import { languageOf } from '../../grafana/query-expansion/language.ts';
import type { Context, Rule } from '../rule.ts';
import { datasourceTypes } from '../schema/plugins.ts';

/** Grafana's own data sources, which have no query language. */
const WITHOUT_LANGUAGE = new Set([
  '-- Dashboard --',
  '-- Grafana --',
  '-- Mixed --',
  '__expr__',
  '-100',
  'grafana',
  'datasource',
]);
/** Panels that query no data source. */
const ASKS_NOTHING = new Set([
  'row',
  'text',
  'news',
  'dashlist',
  'alertlist',
  'annolist',
  'welcome',
  'gettingstarted',
  'pluginlist',
]);

/** Reports queries that were not checked. */
export const uncheckedQuery: Rule = {
  id: 'unchecked/query',
  severity: 'note',
  description: 'Every query is in a language that pf-grafana can check.',
  why: 'PromQL, LogQL, PostgreSQL and the SQL of ClickHouse are parsed as their engines parse them. Mistakes in a query in another language, or of a source whose type is not known, are not found.',
  bad: '"datasource": {"type": "elasticsearch", "uid": "logs"}',
  good: '"datasource": {"type": "loki", "uid": "logs"}',
  presets: ['recommended', 'mixin'],
  target({ json, datasource, panel, label }, report, context) {
    if (ASKS_NOTHING.has(panel.type) || Object.keys(json).every((key) => key === 'refId' || key === 'datasource'))
      return;
    const reason = ofDashboard(datasource, panel.dashboard, context);
    if (reason) report({ message: `${label} ${reason.message}`, hint: reason.hint });
  },
  variable({ type, datasource, dashboard, label }, report, context) {
    const reason = type === 'query' ? ofDashboard(datasource, dashboard, context) : undefined;
    if (reason) report({ message: `${label} ${reason.message}`, hint: reason.hint });
  },
  annotation({ datasource, dashboard, label, json }, report, context) {
    if (json['builtIn'] === 1) return;
    const reason = ofDashboard(datasource, dashboard, context);
    if (reason) report({ message: `${label} ${reason.message}`, hint: reason.hint });
  },
  alertQuery(query, report, context) {
    if (query.isExpression) return;
    const ref = alertSource(query);
    const reason = reasonFor(ref, context.folder.findSource(ref, query.alert.group.orgId), context);
    if (reason) report({ message: `${query.label} ${reason.message}`, hint: reason.hint });
  },
};

interface Reason {
  readonly message: string;
  readonly hint: string;
}

function ofDashboard(
  ref: DatasourceRef | undefined,
  { orgId, variables }: Dashboard,
  context: Context,
): Reason | undefined {
  return reasonFor(ref, context.folder.findSource(ref, orgId, variables), context);
}

function reasonFor(ref: DatasourceRef | undefined, asked: AskedSource, { elsewhere }: Context): Reason | undefined {
  const { uid, type } = asked;
  if ([uid, type, ref?.type].some((name) => name !== undefined && WITHOUT_LANGUAGE.has(name))) return undefined;
  if (type !== undefined && languageOf(type) !== undefined) return undefined;
  if (uid === undefined && type === undefined)
    return {
      message: 'uses the default data source of the org, which is not provisioned here, so it was not checked.',
      hint: 'Name the data source in the query, or provision it with isDefault: true.',
    };
  if (type === undefined || (type === uid && !datasourceTypes.includes(type)))
    return {
      message: `uses "${uid}", whose type is not known here, so it was not checked.`,
      hint: /\$|\[\[/.test(uid ?? '')
        ? 'Write the type next to the uid.'
        : `Write the type next to the uid, or ${sayExists('datasource', `${uid}=prometheus`, elsewhere)}.`,
    };
  return {
    message: `is written for ${type}, a language that pf-grafana cannot check, so it was not checked.`,
    hint: 'Try it in Explore.',
  };
}
