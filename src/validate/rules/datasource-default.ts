import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** An org has at most one default data source. */
export const datasourceDefault: Rule = {
  id: 'datasource/default',
  severity: 'error',
  description: 'An org has at most one default data source in all files together.',
  why: 'Grafana counts `isDefault: true` in all files and refuses to start when an org has two.',
  bad: 'datasources: [{name: A, isDefault: true, …}, {name: B, isDefault: true, …}]',
  good: 'datasources: [{name: A, isDefault: true, …}, {name: B, …}]',
  folder({ datasources }, report) {
    const defaults = datasources.filter(({ isDefault }) => isDefault);
    for (const { item, first } of twins(defaults, ({ orgId }) => String(orgId))) {
      const key = item.json['is_default'] === undefined ? 'isDefault' : 'is_default';
      report({
        place: item,
        at: [key],
        message: `${item.label} is the second default of org ${item.orgId}, after "${first.name}" (${placed(first)}), so Grafana refuses to start.`,
        hint: `Remove ${key} from one of them.`,
      });
    }
  },
};
