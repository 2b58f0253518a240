import type { Rule } from '../rule.ts';
import { holdsIn } from '../../grafana/release-facts.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Alert rules have uids of their own in their org and titles of their own in their folder. */
export const alertUnique: Rule = {
  id: 'alert/unique',
  severity: 'error',
  description: 'Alert rules have uids of their own in their org and titles of their own in their folder.',
  why: 'Of two rules with one uid the second replaces the first without a word. Two titles in one folder break a unique index of the database before 12.0, so Grafana refuses to start; since then nobody can tell their notifications apart.',
  bad: 'rules: [{uid: a, title: High CPU, …}, {uid: b, title: High CPU, …}]',
  good: 'rules: [{uid: a, title: High CPU, …}, {uid: b, title: High CPU of databases, …}]',
  folder({ groups }, report, { target }) {
    const isRefused = !holdsIn('sharedRuleTitles', target);
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
        ...(isRefused ? {} : { severity: 'warning' }),
        message: `${item.label} has the title of the rule at ${placed(first)} in the folder "${item.group.folder}", ${isRefused ? 'so Grafana refuses to start' : 'so nobody can tell their notifications apart'}.`,
        hint: 'Change one of the two titles.',
      });
    }
  },
};
