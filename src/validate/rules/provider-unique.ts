import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Names of dashboard providers are unique over all files. */
export const providerUnique: Rule = {
  id: 'provider/unique',
  severity: 'error',
  description: 'Names of dashboard providers are unique over all files.',
  why: 'The name says which dashboards a provider owns. Twice in one file, Grafana refuses to start; in two files each of the two deletes what the other has provisioned, every time it looks.',
  bad: 'a.yaml: providers: [{name: team, …}]\nb.yaml: providers: [{name: team, …}]',
  good: 'a.yaml: providers: [{name: team-a, …}]\nb.yaml: providers: [{name: team-b, …}]',
  folder({ providers }, report) {
    for (const { item, first } of twins(providers, ({ name }) => name)) {
      report({
        place: item,
        at: ['name'],
        message: `${item.label} is already defined at ${placed(first)}; the two would delete each other's dashboards.`,
        hint: 'Rename one of them.',
      });
    }
  },
};
