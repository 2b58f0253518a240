import type { Datasource } from '../../folder/folder.ts';
import { objectOf, textOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';
import { tenantFinder } from '../../folder/tenants.ts';
import { twins } from '../../folder/twins.ts';
import { placed } from '../../folder/placed.ts';

/** No two tenants read a data source in the same way. */
export const datasourceTenant: Rule = {
  id: 'datasource/tenant',
  severity: 'error',
  description: 'No two tenants read a data source in the same way.',
  why: 'Tenants are separated by the data source: its address, its user, or a header such as X-Scope-OrgID. Two orgs that query the same address as the same user, with the same headers, see the same data, whatever their dashboards show.',
  bad: '# orgs 2 and 3, each with\ndatasources: [{type: loki, url: http://loki:3100, secureJsonData: {httpHeaderValue1: acme}, …}]',
  good: '# org 3\ndatasources: [{type: loki, url: http://loki:3100, secureJsonData: {httpHeaderValue1: globex}, …}]',
  folder(folder, report) {
    const tenantOf = tenantFinder(folder);
    const ofTenants = folder.datasources.filter(({ source }) => tenantOf(source.file));
    for (const { item, first } of twins(ofTenants, reader)) {
      // Within one org there is only one tenant.
      if (item.orgId === first.orgId) continue;
      report({
        place: item,
        at: ['name'],
        message: `${item.label} of tenant ${tenantOf(item.source.file)?.name} reads what ${first.label.toLowerCase()} of tenant ${tenantOf(first.source.file)?.name} (${placed(first)}) does, as the same user: each sees the other's data.`,
        hint: 'Give each its own address, user or header.',
      });
    }
  },
};

/** Identifies what a data source can read: address, database, user and headers. Undefined when it names no server. */
function reader({ json, type }: Datasource): string | undefined {
  const data = objectOf(json['jsonData']);
  const secure = objectOf(json['secureJsonData']);
  const address = [textOf(json['url']), textOf(data['host']), textOf(data['server']), data['port']];
  if (address.every((part) => part === undefined || part === '')) return undefined;
  const headers = Object.entries(data).flatMap(([key, name]) => {
    const number = /^httpHeaderName(\d+)$/.exec(key)?.[1];
    return number === undefined ? [] : [[String(name).toLowerCase(), secure[`httpHeaderValue${number}`]]];
  });
  const users = [json['user'], json['basicAuthUser'], data['username']];
  return JSON.stringify([
    type,
    ...address,
    json['database'],
    data['database'],
    data['defaultDatabase'],
    ...users,
    headers.sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
  ]);
}
