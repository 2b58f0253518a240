import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { providerUnique } from './provider-unique.ts';

test.each([
  ['one provider', dashboards({}), []],
  [
    'one name in two files',
    {
      ...dashboards({}),
      'provisioning/dashboards/q.yaml': 'apiVersion: 1\nproviders: [{ name: p, options: { path: /x } }]',
    },
    ['/providers/0/name'],
  ],
  [
    'two names',
    {
      ...dashboards({}),
      'provisioning/dashboards/q.yaml': 'apiVersion: 1\nproviders: [{ name: q, options: { path: /x } }]',
    },
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, providerUnique)).toEqual(expected);
});
