import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Alert rules have uids of their own in their org and titles of their own in their folder. */
export const alertUnique: Rule = {
  id: 'alert/unique',
  severity: 'error',
  description: 'Alert rules have uids of their own in their org and titles of their own in their folder.',
  why: 'Of two rules with one uid the second replaces the first without a word. Two titles in one folder break a unique index of the database, so Grafana stops at start-up.',
  bad: 'rules: [{uid: a, title: High CPU, …}, {uid: b, title: High CPU, …}]',
  good: 'rules: [{uid: a, title: High CPU, …}, {uid: b, title: High CPU of databases, …}]',
  folder({ groups }, report) {
    const alerts = groups.flatMap((group) => group.alerts);
    for (const { item, first } of twins(alerts, ({ group, uid }) =>
      uid === '' ? undefined : `${group.orgId}/${uid}`,
    )) {
      report({
        place: item,
        at: ['uid'],
        message: `${item.label} has the uid "${item.uid}" of ${first.label.toLowerCase()} (${placed(first)}), so it replaces that rule.`,
        hint: 'Give one of them another uid.',
      });
    }
    for (const { item, first } of twins(alerts, ({ group, title }) =>
      title === '' ? undefined : `${group.orgId}/${group.folder}/${title}`,
    )) {
      if (item.uid === first.uid) continue;
      report({
        place: item,
        at: ['title'],
        message: `${item.label} has the title of the rule at ${placed(first)} in the folder "${item.group.folder}", so Grafana stops at start-up.`,
        hint: 'Change one of the two titles.',
      });
    }
  },
};
