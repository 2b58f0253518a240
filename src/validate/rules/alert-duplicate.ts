import type { AlertRule } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** No two alert rules are the same. */
export const alertDuplicate: Rule = {
  id: 'alert/duplicate',
  severity: 'warning',
  description: 'No two alert rules of an org have the same queries, conditions and labels.',
  why: 'Both fire at the same time, so the person on call is paged twice for one problem.',
  bad: 'rules: [{uid: a, data: [x]}, {uid: b, data: [x]}]',
  good: 'rules: [{uid: a, data: [x]}]',
  standsFor: ['pint: rule/duplicate'],
  folder({ groups }, report) {
    const alerts = groups.flatMap((group) => group.alerts).filter(({ queries }) => queries.length > 0);
    for (const { item, first } of twins(alerts, content))
      report({
        place: item,
        message: `${item.label} watches exactly what "${first.title}" does (${placed(first)}), so both fire at once.`,
        hint: 'Remove one of them.',
      });
  },
};

function content({ group, json }: AlertRule): string {
  return JSON.stringify([group.orgId, json['condition'], json['data'], json['labels'], json['for']]);
}
