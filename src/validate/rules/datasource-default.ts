import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** An org has at most one default data source. */
export const datasourceDefault: Rule = {
  id: 'datasource/default',
  severity: 'error',
  description: 'An org has at most one default data source, over all files.',
  why: 'Grafana counts `isDefault: true` over all files and stops at start-up when an org has two.',
  bad: 'datasources: [{name: A, isDefault: true, …}, {name: B, isDefault: true, …}]',
  good: 'datasources: [{name: A, isDefault: true, …}, {name: B, …}]',
  folder({ datasources }, report) {
    const defaults = datasources.filter(({ json }) => json['isDefault'] === true || json['isDefault'] === 'true');
    for (const { item, first } of twins(defaults, ({ orgId }) => String(orgId))) {
      report({
        place: item,
        at: ['isDefault'],
        message: `${item.label} is the second default of org ${item.orgId}, after "${first.name}" (${placed(first)}), so Grafana stops at start-up.`,
        hint: 'Take isDefault away from one of them.',
      });
    }
  },
};
