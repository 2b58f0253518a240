import { datasourceRef } from '../../folder/entities/dashboards.ts';
import type { Panel } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';

const CHECKED = new Set(['singlestat', 'graph', 'table', 'timeseries']);

/** A mixin's panel uses the data source that its viewer chooses. */
export const panelDatasourceVariable: Rule = {
  id: 'panel/datasource-variable',
  severity: 'note',
  description: 'A panel of a mixin uses the data source that its viewer chooses.',
  why: 'A fixed uid exists in one cluster only.',
  bad: '"datasource": {"uid": "prometheus"}',
  good: '"datasource": {"uid": "$datasource"}',
  standsFor: ['dashboard-linter: panel-datasource-rule'],
  presets: ['mixin'],
  panel(panel, report) {
    const { type, label, dashboard } = panel;
    if (!CHECKED.has(type)) return;
    const uid = askedUid(panel);
    const names = dashboard.variables
      .filter((variable) => variable.type === 'datasource')
      .flatMap(({ name }) => [`$${name}`, `\${${name}}`]);
    if (uid !== undefined && names.includes(uid)) return;
    report({
      at: ['datasource'],
      message: `${label} does not use a data source variable of its dashboard.`,
      hint: `Write ${names[0] ?? '$datasource'}.`,
    });
  },
};

/** The data source of the panel or, in v2 dashboards where only queries have one, of its first query. */
function askedUid({ json, targets, dashboard }: Panel): string | undefined {
  const { form } = dashboard.source;
  const written = form === 'v2-resource' || form === 'bare-v2' ? targets[0]?.json['datasource'] : json['datasource'];
  return datasourceRef(written)?.uid;
}
