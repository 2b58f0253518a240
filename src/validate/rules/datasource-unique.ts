import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Names and uids of data sources are unique in their org. */
export const datasourceUnique: Rule = {
  id: 'datasource/unique',
  severity: 'error',
  description: 'Names and uids of data sources are unique in their org, in all files together.',
  why: 'Grafana finds a source by its org and name: if two have the same name, the later one overwrites the other, and newer releases apply both at the same time, so the result is random. If two have the same uid, Grafana refuses to start: "data source with the same uid already exists".',
  bad: 'datasources: [{name: Metrics, uid: m, …}, {name: Metrics, uid: n, …}]',
  good: 'datasources: [{name: Metrics, uid: m, …}, {name: Metrics long term, uid: n, …}]',
  folder({ datasources }, report) {
    for (const { item, first } of twins(datasources, ({ orgId, name }) => `${orgId}/${name}`)) {
      report({
        place: item,
        at: ['name'],
        message: `${item.label} of org ${item.orgId} is already defined at ${placed(first)}; one of the two overwrites the other.`,
        hint: 'Rename one of them.',
      });
    }
    for (const { item, first } of twins(datasources, ({ orgId, uid }) =>
      uid === undefined || uid === '' ? undefined : `${orgId}/${uid}`,
    )) {
      if (item.name === first.name) continue;
      report({
        place: item,
        at: ['uid'],
        message: `${item.label} has the same uid "${item.uid}" as ${first.label.toLowerCase()} (${placed(first)}), so Grafana refuses to start.`,
        hint: 'Give one of them another uid.',
      });
    }
  },
};
