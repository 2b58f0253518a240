import type { Rule } from '../rule.ts';

const CHECKED = new Set(['singlestat', 'graph', 'table', 'timeseries']);

/** A mixin's panel asks the chosen data source. */
export const panelDatasourceVariable: Rule = {
  id: 'panel/datasource-variable',
  severity: 'warning',
  description: 'A panel of a mixin asks the data source that its viewer chose.',
  why: 'A fixed uid exists in one cluster only.',
  bad: '"datasource": {"uid": "prometheus"}',
  good: '"datasource": {"uid": "$datasource"}',
  standsFor: ['dashboard-linter: panel-datasource-rule'],
  presets: ['mixin'],
  panel({ type, json, label, dashboard }, report) {
    if (!CHECKED.has(type)) return;
    const uid =
      typeof json['datasource'] === 'string'
        ? json['datasource']
        : (json['datasource'] as { uid?: unknown } | null | undefined)?.uid;
    const names = dashboard.variables
      .filter((variable) => variable.type === 'datasource')
      .flatMap(({ name }) => [`$${name}`, `\${${name}}`]);
    if (typeof uid === 'string' && names.includes(uid)) return;
    report({
      at: ['datasource'],
      message: `${label} does not ask a data source variable of its dashboard.`,
      hint: `Write ${names[0] ?? '$datasource'}.`,
    });
  },
};
