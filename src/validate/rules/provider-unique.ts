import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Names of dashboard providers are unique in all files together. */
export const providerUnique: Rule = {
  id: 'provider/unique',
  severity: 'error',
  description: 'Names of dashboard providers are unique in all files together.',
  why: 'The name says which dashboards a provider owns. If one file has a name twice, Grafana refuses to start; if two files have it, each of the two providers deletes the dashboards of the other at every check.',
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
