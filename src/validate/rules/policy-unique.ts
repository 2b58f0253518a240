import { scalar } from '../../folder/entities/scalars.ts';
import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** An org has one notification policy tree. */
export const policyUnique: Rule = {
  id: 'policy/unique',
  severity: 'error',
  description: 'An org has one notification policy tree in all files together.',
  why: 'Every entry of `policies` replaces the whole tree of its org. Of two entries the last wins, and the routes of the other are silently lost.',
  bad: 'team-a.yaml: policies: [{receiver: a, …}]\nteam-b.yaml: policies: [{receiver: b, …}]',
  good: 'policies: [{receiver: default, routes: [{receiver: a, …}, {receiver: b, …}]}]',
  folder({ policies }, report) {
    // Newer releases support named trees besides the default one.
    for (const { item, first } of twins(policies, ({ orgId, json }) => `${orgId}/${scalar(json['name']) ?? ''}`)) {
      report({
        place: item,
        message: `The notification policies of org ${item.orgId} are also defined at ${placed(first)}; the tree that is read last replaces the other.`,
        hint: 'Merge the two trees into one.',
      });
    }
  },
};
