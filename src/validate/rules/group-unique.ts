import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** A rule group is defined in one place. */
export const groupUnique: Rule = {
  id: 'group/unique',
  severity: 'warning',
  description: 'A rule group is defined in one place.',
  why: 'Grafana merges groups with the same org, folder and name, and uses the last interval that it reads for all their rules.',
  bad: 'groups: [{name: cpu, folder: f, interval: 1m, …}, {name: cpu, folder: f, interval: 5m, …}]',
  good: 'groups: [{name: cpu, folder: f, interval: 1m, …}, {name: cpu slow, folder: f, interval: 5m, …}]',
  folder({ groups }, report) {
    for (const { item, first } of twins(groups, ({ orgId, folder, name }) =>
      name === '' ? undefined : `${orgId}/${folder}/${name}`,
    )) {
      const differs = item.interval !== first.interval;
      report({
        place: item,
        at: ['name'],
        message: `${item.label} of folder "${item.folder}" is also defined at ${placed(first)}; their rules merge${differs ? `, and one of the intervals ${first.interval} and ${item.interval} wins` : ''}.`,
        hint: 'Write the rules in one group, or rename one of the two.',
        severity: differs ? 'error' : 'warning',
      });
    }
  },
};
