import { rangesOf } from '../../folder/value-ranges/alert-range.ts';
import { neverMet } from '../../folder/value-ranges/never-met.ts';
import type { Rule } from '../rule.ts';

/** The condition of an alert rule can be met by a value that its query can return. */
export const alertNeverFires: Rule = {
  id: 'alert/never-fires',
  severity: 'warning',
  description: 'The condition of an alert rule can be met by a value that its query can return.',
  why: 'A query with a filter returns only what passes: up == 0 returns zeros, so a threshold above 0 never fires. A count is at least 1 when there is something to count, and otherwise returns nothing. Such a rule goes unnoticed until the day it should have fired.',
  bad: 'condition: C\ndata: [{refId: A, model: {expr: "up == 0"}, …}, {refId: C, model: {type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [0]}}]}, …}]',
  good: 'condition: C\ndata: [{refId: A, model: {expr: "up"}, …}, {refId: C, model: {type: threshold, expression: A, conditions: [{evaluator: {type: lt, params: [1]}}]}, …}]',
  standsFor: ['pint: promql/impossible'],
  alert(alert, report, { queries }) {
    const condition = alert.queries.find(({ refId }) => refId === alert.json['condition']);
    // Such a rule fires when there is no number, which may be its only purpose.
    if (!queries || !condition || alert.json['noDataState'] === 'Alerting') return;
    const reason = neverMet(condition, alert, rangesOf(alert, queries));
    if (reason)
      report({
        place: condition,
        at: reason.at,
        message: `${alert.label} can never fire: ${reason.because}.`,
        hint: 'Compare only once, in the query or in the threshold. To detect something missing, use absent(…) or "or vector(0)".',
      });
  },
};
