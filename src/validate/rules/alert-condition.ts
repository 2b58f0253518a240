import { scalar } from '../../folder/entities/scalars.ts';
import type { Rule } from '../rule.ts';

/** The condition of an alert rule names one of its queries. */
export const alertCondition: Rule = {
  id: 'alert/condition',
  severity: 'error',
  description: 'The condition of an alert rule names one of its queries.',
  why: 'Grafana does not check it when it loads the file; the rule goes to the Error state at its first evaluation: "condition C does not exist".',
  bad: 'condition: D\ndata: [{refId: A, …}, {refId: B, …}, {refId: C, …}]',
  good: 'condition: C',
  alert(alert, report) {
    const condition = scalar(alert.json['condition']);
    if (condition === undefined || condition === '' || alert.queries.some(({ refId }) => refId === condition)) return;
    report({
      at: ['condition'],
      message: `${alert.label} has the condition ${condition}, but no query with that refId, so every evaluation ends in an error.`,
      hint: namedQueries(alert.queries.map(({ refId }) => refId).filter((refId) => refId !== '')),
    });
  },
};

function namedQueries(refIds: readonly string[]): string {
  return refIds.length > 0
    ? `Use one of its queries: ${refIds.join(', ')}.`
    : 'Give its query a refId, and use it as the condition.';
}
