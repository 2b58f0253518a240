import type { Rule } from '../rule.ts';
import { holdsIn } from '../../grafana/release-facts.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Alert rules have unique uids in their org and unique titles in their folder. */
export const alertUnique: Rule = {
  id: 'alert/unique',
  severity: 'error',
  description: 'Alert rules have unique uids in their org and unique titles in their folder.',
  why: 'If two rules have the same uid, the second silently replaces the first. If two rules of a folder have the same title, Grafana before 12.0 refuses to start because of a unique index in its database; since then their notifications look the same.',
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
        message: `${item.label} has the same uid "${item.uid}" as ${first.label.toLowerCase()} (${placed(first)}), so it replaces that rule.`,
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
        message: `${item.label} has the same title as the rule at ${placed(first)} in the folder "${item.group.folder}", ${isRefused ? 'so Grafana refuses to start' : 'so their notifications look the same'}.`,
        hint: 'Change one of the two titles.',
      });
    }
  },
};
