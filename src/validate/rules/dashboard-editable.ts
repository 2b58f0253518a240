import type { Rule } from '../rule.ts';

/** A provisioned dashboard is marked as not editable. */
export const dashboardEditable: Rule = {
  id: 'dashboard/editable',
  severity: 'note',
  description: 'A provisioned dashboard is marked as not editable.',
  why: 'Changes that are saved in Grafana are lost with the next change of the file. Leave editing on only if people need it to try things out.',
  bad: '"editable": true',
  good: '"editable": false',
  standsFor: ['dashboard-linter: uneditable-dashboard', 'gcx: uneditable-dashboard'],
  differs: 'A dashboard without the key can be edited in Grafana, so it is reported too.',
  presets: ['mixin'],
  dashboard({ json, label }, report) {
    if (json['editable'] !== false)
      report({
        at: ['editable'],
        message: `${label} can be edited in Grafana, where the next change of its file overwrites it.`,
        hint: 'Write "editable": false.',
      });
  },
};
