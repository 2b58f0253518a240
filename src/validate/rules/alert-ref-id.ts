import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Each query of an alert rule has its own refId. */
export const alertRefId: Rule = {
  id: 'alert/ref-id',
  severity: 'error',
  description: 'Each query and expression of an alert rule has its own refId.',
  why: 'Grafana does not check it when it loads the file. Expressions and the condition find a query by its refId, so with a duplicate or missing refId they take the wrong query or fail.',
  bad: 'data: [{refId: A, …}, {refId: A, …}]',
  good: 'data: [{refId: A, …}, {refId: B, …}]',
  alert(alert, report) {
    for (const { item, first } of twins(alert.queries, ({ refId }) => (refId === '' ? undefined : refId))) {
      report({
        place: item,
        at: ['refId'],
        message: `${alert.label} has two queries ${item.refId} (first at ${placed(first)}), so the condition may use the wrong one.`,
        hint: 'Give one of them another refId.',
      });
    }
    for (const query of alert.queries.filter(({ refId }) => refId === '')) {
      report({
        place: query,
        message: `${query.label} has no refId, so nothing can refer to it.`,
        hint: 'Add a refId, such as A.',
      });
    }
  },
};
