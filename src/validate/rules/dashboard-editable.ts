import type { Rule } from '../rule.ts';

/** A provisioned dashboard is not edited in Grafana. */
export const dashboardEditable: Rule = {
  id: 'dashboard/editable',
  severity: 'note',
  description: 'A provisioned dashboard is marked as not editable.',
  why: 'What somebody saves in Grafana is lost with the next change of the file. Where editing to try something out is wished for, leave it on.',
  bad: '"editable": true',
  good: '"editable": false',
  standsFor: ['dashboard-linter: uneditable-dashboard', 'gcx: uneditable-dashboard'],
  differs: 'A dashboard that does not say can be edited in Grafana, so it is found too.',
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
