import { isObject, listOf, numberOf, objectOf } from '../../folder/json.ts';
import { isClassic } from '../../grafana/dashboard-forms/form.ts';
import type { Rule } from '../rule.ts';

/** Panels are in `panels`; Grafana reads `rows` only below schemaVersion 16. */
export const dashboardRows: Rule = {
  id: 'dashboard/rows',
  severity: 'error',
  description: 'A dashboard whose schemaVersion is 16 or more keeps its panels in "panels", not in "rows".',
  why: 'Grafana moves the panels of "rows" into its grid while it migrates a dashboard from a schemaVersion below 16. At 16 and above it reads "panels" alone, so the dashboard is empty.',
  bad: '{"schemaVersion": 16, "rows": [{"panels": [{"type": "timeseries", …}]}]}',
  good: '{"schemaVersion": 14, "rows": [{"panels": [{"type": "timeseries", …}]}]}',
  dashboard({ json, label, source }, report) {
    // Below 16, the rows have already been converted to panels here.
    const lost = listOf(json['rows']).flatMap((row) => listOf(objectOf(row)['panels']).filter(isObject)).length;
    if (!isClassic(source.form) || lost === 0) return;
    report({
      at: ['rows'],
      part: 'key',
      message: `${label} keeps ${lost === 1 ? 'a panel' : `${lost} panels`} in "rows", which Grafana ignores at schemaVersion ${String(numberOf(json['schemaVersion']))}: ${listOf(json['panels']).length === 0 ? 'the dashboard is empty' : 'they are missing'}.`,
      hint: 'Set "schemaVersion" to 14, so that Grafana migrates the rows, or move the panels into "panels" with a gridPos each.',
    });
  },
};
