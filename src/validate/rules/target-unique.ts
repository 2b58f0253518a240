import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** The queries of a panel have names of their own. */
export const targetUnique: Rule = {
  id: 'target/unique',
  severity: 'error',
  description: 'The queries of a panel have refIds of their own.',
  why: 'Answers come back by refId: of two queries with one name only one is shown, and transformations and overrides find either.',
  bad: '"targets": [{"refId": "A", …}, {"refId": "A", …}]',
  good: '"targets": [{"refId": "A", …}, {"refId": "B", …}]',
  panel({ targets, label }, report) {
    for (const { item, first } of twins(targets, ({ refId }) => (refId === '' ? undefined : refId))) {
      report({
        place: item,
        at: ['refId'],
        message: `The name ${item.refId} stands twice among the queries of ${label} (first at ${placed(first)}), so one of them is not shown.`,
        hint: 'Give one of them another refId.',
      });
    }
  },
};
