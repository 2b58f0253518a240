import type { Rule } from '../rule.ts';

/** The options of a variable are updated with the time range. */
export const variableRefresh: Rule = {
  id: 'variable/refresh',
  severity: 'note',
  description: 'A variable that queries a data source queries it again when the time range changes.',
  why: 'With refresh 1 the choices are from the time when the dashboard was opened, with 0 from when it was saved: newer values cannot be chosen.',
  bad: '{"type": "query", "refresh": 1}',
  good: '{"type": "query", "refresh": 2}',
  standsFor: ['dashboard-linter: template-on-time-change-reload-rule'],
  presets: ['mixin'],
  variable({ type, json, label }, report) {
    if (type !== 'query' || json['refresh'] === 2) return;
    report({
      at: ['refresh'],
      message: `${label} is not updated when the time range changes.`,
      hint: 'Write "refresh": 2.',
    });
  },
};
