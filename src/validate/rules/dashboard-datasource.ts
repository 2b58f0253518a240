import { missingDatasource } from '../datasource-lookup.ts';
import type { Dashboard, DatasourceRef, Place } from '../folder.ts';
import { type JsonObject, numberOf } from '../json.ts';
import type { Context, Report, Rule } from '../rule.ts';

/** Panels, queries, variables and annotations ask data sources that exist. */
export const dashboardDatasource: Rule = {
  id: 'dashboard/datasource',
  severity: 'error',
  description: 'Panels, queries, variables and annotations ask data sources that exist.',
  why: 'Grafana resolves the uid in the browser: a panel whose source is missing shows "Datasource … was not found", a variable without its source stays empty. Placeholders of an export, such as ${DS_PROMETHEUS}, are only filled by the import dialog, never by provisioning.',
  bad: '"datasource": {"type": "prometheus", "uid": "prometeus"}',
  good: '"datasource": {"type": "prometheus", "uid": "prometheus"}',
  panel(panel, report, context) {
    check(panel, panel.label, panel.dashboard, ownRef(panel.json['datasource']), report, context);
  },
  target(target, report, context) {
    check(target, target.label, target.panel.dashboard, ownRef(target.json['datasource']), report, context);
  },
  variable(variable, report, context) {
    check(variable, variable.label, variable.dashboard, variable.datasource, report, context);
  },
  annotation(annotation, report, context) {
    check(annotation, annotation.label, annotation.dashboard, annotation.datasource, report, context);
  },
};

/** A query without a source of its own asks its panel's, which has been checked. */
function ownRef(value: unknown): DatasourceRef | undefined {
  if (typeof value === 'string') return { type: undefined, uid: value };
  const uid = typeof value === 'object' && value !== null && 'uid' in value ? value.uid : undefined;
  return typeof uid === 'string' ? { type: undefined, uid } : undefined;
}

function check(place: Place & { readonly json: JsonObject }, label: string, dashboard: Dashboard, ref: DatasourceRef | undefined, report: Report, context: Context): void {
  const uid = ref?.uid;
  if (uid === undefined) return;
  // Grafana's migration of names ends with schema 32: a newer dashboard says that it has none left.
  if (typeof place.json['datasource'] === 'string' && !uid.includes('$') && (numberOf(dashboard.json['schemaVersion']) ?? 0) >= 33) {
    report({ place, at: ['datasource'], message: `${label} names its data source by the text "${uid}", which a dashboard of schema ${String(dashboard.json['schemaVersion'])} no longer does: it is not found.`, hint: 'Write {"type": …, "uid": …}.' });
    return;
  }
  const variable = /^\$(?:\{(\w+)(?::\w+)?\}|(\w+))$/.exec(uid);
  const at = ['datasource', 'uid'];
  if (variable) {
    const name = variable[1] ?? variable[2] ?? '';
    if (dashboard.variables.some((one) => one.name === name && (one.type === 'datasource' || one.type === 'constant' || one.type === 'custom'))) return;
    const isPlaceholder = name.startsWith('DS_');
    report({ place, at, message: `${label} asks the data source ${uid}, ${isPlaceholder ? 'a placeholder that only the import dialog fills' : 'but the dashboard has no data source variable of that name'}, so it is not found.`, hint: isPlaceholder ? 'Write the uid of the source.' : `Add a variable "${name}" of type datasource, or write the uid of the source.` });
    return;
  }
  const missing = missingDatasource(uid, dashboard.orgId, context);
  if (missing) report({ place, at, message: `${label} asks the data source "${uid}", which nothing here provisions for org ${dashboard.orgId}.`, ...missing });
}
