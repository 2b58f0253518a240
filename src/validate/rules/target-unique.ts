import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** The queries of a panel have unique refIds. */
export const targetUnique: Rule = {
  id: 'target/unique',
  severity: 'error',
  description: 'The queries of a panel have unique refIds.',
  why: 'Results are returned by refId: of two queries with the same refId only one is shown, and transformations and overrides may find either one.',
  bad: '"targets": [{"refId": "A", …}, {"refId": "A", …}]',
  good: '"targets": [{"refId": "A", …}, {"refId": "B", …}]',
  panel({ targets, label }, report) {
    for (const { item, first } of twins(targets, ({ refId }) => (refId === '' ? undefined : refId))) {
      report({
        place: item,
        at: ['refId'],
        message: `The refId ${item.refId} occurs twice among the queries of ${label} (first at ${placed(first)}), so one of them is not shown.`,
        hint: 'Give one of them another refId.',
      });
    }
  },
};
