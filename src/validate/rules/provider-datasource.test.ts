import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { pointers } from '../../test/support/validated.ts';
import { providerDatasource } from './provider-datasource.ts';

const DASHBOARDS = '/var/lib/grafana/dashboards';
const ref = { type: 'loki', uid: 'loki' };
const dashboard = {
  uid: 'a',
  title: 'A',
  panels: [
    { id: 1, type: 'logs', title: 'P', datasource: ref, targets: [{ refId: 'A', datasource: ref, expr: '{}' }] },
  ],
};
const files = (
  sources: readonly (readonly [orgId: number, uid: string])[],
  paths: readonly string[] = [DASHBOARDS, DASHBOARDS],
) => ({
  'provisioning/dashboards/p.yaml': stringify({
    apiVersion: 1,
    providers: paths.map((path, index) => ({ name: `p${index}`, orgId: index + 1, options: { path } })),
  }),
  'provisioning/datasources/d.yaml': stringify({
    apiVersion: 1,
    datasources: sources.map(([orgId, uid]) => ({ name: uid, orgId, uid, type: 'loki' })),
  }),
  'dashboards/f/a.json': JSON.stringify(dashboard),
});

test.each([
  [
    'each org has it',
    files([
      [1, 'loki'],
      [2, 'loki'],
    ]),
    [],
  ],
  [
    'the second org lacks it',
    files([
      [1, 'loki'],
      [2, 'other'],
    ]),
    ['/providers/1/orgId'],
  ],
  ['an org without any has them from elsewhere', files([[1, 'loki']]), []],
  [
    'a uid that no org has, which another rule reports',
    files([
      [1, 'x'],
      [2, 'x'],
    ]),
    [],
  ],
  [
    'a folder of its own',
    files(
      [
        [1, 'loki'],
        [2, 'other'],
      ],
      [DASHBOARDS, '/elsewhere'],
    ),
    [],
  ],
])('%s', (_name, given, expected) => {
  expect(pointers(given, providerDatasource)).toEqual(expected);
});
