import { isBuiltIn, missingDatasource } from '../../folder/lookups/datasource.ts';
import type { Dashboard, DatasourceRef, Place } from '../../folder/folder.ts';
import { type JsonObject, numberOf } from '../../folder/json.ts';
import { variableNamed } from '../../folder/lookups/source-type.ts';
import type { Context, Finding, Report, Rule } from '../rule.ts';

/** Panels that query no data source, whatever their JSON names. */
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
/** Variable types that query a data source. */
const ASKS = new Set(['query', 'adhoc', 'groupby']);

/** Panels, queries, variables and annotations use data sources that exist. */
export const dashboardDatasource: Rule = {
  id: 'dashboard/datasource',
  severity: 'error',
  description: 'Panels, queries, variables and annotations use data sources that exist.',
  why: 'Grafana resolves the uid in the browser: a panel whose source is missing shows "Datasource … was not found", a variable without its source stays empty. Placeholders of an export, such as ${DS_PROMETHEUS}, are only filled by the import dialog, never by provisioning.',
  bad: '"datasource": {"type": "prometheus", "uid": "prometeus"}',
  good: '"datasource": {"type": "prometheus", "uid": "prometheus"}',
  panel(panel, report, context) {
    if (!ASKS_NOTHING.has(panel.type))
      check(panel, panel.label, panel.dashboard, ownRef(panel.json['datasource']), report, context);
  },
  target(target, report, context) {
    const ref = ownRef(target.json['datasource']);
    const asked = target.datasource?.uid;
    if (ref?.uid === undefined || asked === ref.uid || asked === undefined) {
      // If it is the panel's source, the panel has the finding.
      if (ref?.uid !== ownRef(target.panel.json['datasource'])?.uid)
        check(target, target.label, target.panel.dashboard, ref, report, context);
      return;
    }
    const problem = problemOf(ref.uid, target.panel.dashboard, context);
    if (problem)
      report({
        at: ['datasource', 'uid'],
        severity: 'warning',
        message: `${target.label} names the data source ${problem.what}; Grafana queries the one of its panel, "${asked}", instead.`,
        hint: 'Name the same source in both.',
      });
  },
  variable(variable, report, context) {
    if (ASKS.has(variable.type))
      check(variable, variable.label, variable.dashboard, variable.datasource, report, context);
  },
  annotation(annotation, report, context) {
    check(annotation, annotation.label, annotation.dashboard, annotation.datasource, report, context);
  },
};

/** The reference itself; a query without one uses its panel's, which is checked there. */
function ownRef(value: unknown): DatasourceRef | undefined {
  if (typeof value === 'string') return { type: undefined, uid: value };
  const uid = typeof value === 'object' && value !== null && 'uid' in value ? value.uid : undefined;
  return typeof uid === 'string' ? { type: undefined, uid } : undefined;
}

function check(
  place: Place & { readonly json: JsonObject },
  label: string,
  dashboard: Dashboard,
  ref: DatasourceRef | undefined,
  report: Report,
  context: Context,
): void {
  const uid = ref?.uid;
  if (uid === undefined) return;
  const isText = typeof place.json['datasource'] === 'string';
  const at = isText ? ['datasource'] : ['datasource', 'uid'];
  const problem = problemOf(uid, dashboard, context);
  if (problem)
    report({
      place,
      at,
      message: `${label} uses the data source ${problem.what}.`,
      ...(problem.severity ? { severity: problem.severity } : {}),
      hint: problem.hint,
    });
  // Grafana migrates names only in schemas before 33, so it does not rewrite this one.
  else if (
    isText &&
    !isBuiltIn(uid) &&
    variableNamed(uid) === undefined &&
    (numberOf(dashboard.json['schemaVersion']) ?? 0) >= 33
  ) {
    report({
      place,
      at,
      severity: 'warning',
      message: `${label} names its data source by the string "${uid}", the form before schema 33, which Grafana no longer rewrites in a dashboard of schema ${String(dashboard.json['schemaVersion'])}.`,
      hint: 'Write {"type": …, "uid": …}.',
    });
  }
}

/** Why a source does not exist, and how a message names it. */
function problemOf(
  uid: string,
  dashboard: Dashboard,
  context: Context,
): { what: string; hint: string; severity?: Finding['severity'] } | undefined {
  const name = variableNamed(uid);
  if (name !== undefined) {
    if (
      dashboard.variables.some(
        (one) => one.name === name && (one.type === 'datasource' || one.type === 'constant' || one.type === 'custom'),
      )
    )
      return undefined;
    if (name.startsWith('DS_'))
      return {
        what: `${uid}, a placeholder that only the import dialog replaces`,
        hint: 'Write the uid of the source.',
      };
    return {
      what: `${uid}, a data source variable that the dashboard does not have`,
      hint: `Add a variable "${name}" of type datasource, or write the uid of the source.`,
    };
  }
  const missing = missingDatasource(uid, dashboard.orgId, context);
  return missing && { what: `"${uid}", which is not provisioned here for org ${dashboard.orgId}`, ...missing };
}
