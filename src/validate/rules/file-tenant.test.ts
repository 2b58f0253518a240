import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { fileTenant } from './file-tenant.ts';

const provider = (tenant: string, orgId: number) => ({
  [`provisioning/dashboards/${tenant}.yaml`]: `apiVersion: 1\nproviders: [{ name: ${tenant}, orgId: ${orgId}, options: { path: /x } }]`,
});
const tenants = { ...provider('acme', 2), ...provider('acme-eu', 3) };
const source = (file: string, orgId: number) => ({
  [`provisioning/datasources/${file}.yaml`]: `apiVersion: 1\ndatasources: [{ name: n, orgId: ${orgId} }]`,
});
const point = (orgId: number, name: string) => ({
  orgId,
  name,
  receivers: [{ uid: name, type: 'email', settings: { addresses: 'a@b.c' } }],
});
const policy = (orgId: number, receiver: string) => ({ orgId, receiver, routes: [{ receiver }] });

test.each([
  ['each in its own', { ...tenants, ...source('acme', 2), ...source('acme-eu', 3), ...source('others', 7) }, []],
  ["a source of another's org", { ...tenants, ...source('acme', 3) }, ['/datasources/0/orgId']],
  ['the longer name wins', { ...tenants, ...source('acme-eu', 2) }, ['/datasources/0/orgId']],
  [
    'rules, mute timings and deletions too',
    {
      ...tenants,
      ...alerting(
        {
          groups: [{ orgId: 3, name: 'g', folder: 'f', interval: '1m', rules: [] }],
          muteTimes: [{ orgId: 3, name: 'm', time_intervals: [] }],
          deleteRules: [{ orgId: 3, uid: 'r' }],
        },
        'acme-rules',
      ),
    },
    ['/deleteRules/0/orgId', '/groups/0/orgId', '/muteTimes/0/orgId'],
  ],
  [
    "another's receiver",
    {
      ...tenants,
      ...alerting({ contactPoints: [point(2, 'ours')] }, 'acme-points'),
      ...alerting({ policies: [policy(3, 'ours')] }, 'acme-eu-policies'),
    },
    ['/policies/0/receiver', '/policies/0/routes/0/receiver'],
  ],
  [
    'a receiver that each has',
    {
      ...tenants,
      ...alerting({ contactPoints: [point(2, 'ours')] }, 'acme-points'),
      ...alerting({ contactPoints: [point(3, 'ours')], policies: [policy(3, 'ours')] }, 'acme-eu-policies'),
    },
    [],
  ],
  ['one org has no tenants', { ...provider('acme', 2), ...source('acme', 3) }, []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, fileTenant).sort()).toEqual(expected);
});
