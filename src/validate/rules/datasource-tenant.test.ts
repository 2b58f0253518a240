import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { pointers } from '../../test/support/validated.ts';
import { datasourceTenant } from './datasource-tenant.ts';

const ORGS: Readonly<Record<string, number>> = { acme: 2, globex: 3 };
/** A provider file and a data source file for each tenant. */
const files = (sources: Readonly<Record<string, readonly object[]>>) =>
  Object.fromEntries(
    Object.entries(sources).flatMap(([tenant, list]) => [
      [
        `provisioning/dashboards/${tenant}.yaml`,
        stringify({ apiVersion: 1, providers: [{ name: tenant, orgId: ORGS[tenant], options: { path: '/x' } }] }),
      ],
      [
        `provisioning/datasources/${tenant}.yaml`,
        stringify({
          apiVersion: 1,
          datasources: list.map((source) => ({ name: 'n', orgId: ORGS[tenant], ...source })),
        }),
      ],
    ]),
  );
const loki = (scope: string, header = 'X-Scope-OrgID') => ({
  type: 'loki',
  url: 'http://loki',
  jsonData: { httpHeaderName1: header },
  secureJsonData: { httpHeaderValue1: scope },
});
const sql = (user: string) => ({ type: 'postgres', url: 'pg:5432', user, jsonData: { database: 'd' } });
const columns = (username: string) => ({
  type: 'grafana-clickhouse-datasource',
  jsonData: { host: 'ch', port: 8123, username },
});

test.each([
  ['a header each', { acme: [loki('acme')], globex: [loki('globex')] }, []],
  ['one header for both', { acme: [loki('acme')], globex: [loki('acme', 'x-scope-orgid')] }, ['/datasources/0/name']],
  ['one variable for both', { acme: [loki('$SCOPE')], globex: [loki('$SCOPE')] }, ['/datasources/0/name']],
  ['a role each', { acme: [sql('a')], globex: [sql('g')] }, []],
  ['one role for both', { acme: [sql('a')], globex: [sql('a')] }, ['/datasources/0/name']],
  ['one user of ClickHouse for both', { acme: [columns('a')], globex: [columns('a')] }, ['/datasources/0/name']],
  ['twice in one org', { acme: [sql('a'), sql('a')], globex: [] }, []],
  ['a source without a server', { acme: [{ type: 'testdata' }], globex: [{ type: 'testdata' }] }, []],
])('%s', (_name, sources: Readonly<Record<string, readonly object[]>>, expected) => {
  expect(pointers(files(sources), datasourceTenant)).toEqual(expected);
});
