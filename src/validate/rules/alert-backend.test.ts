import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { alertBackend } from './alert-backend.ts';

test.each([
  [
    'Prometheus',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'prom' }] }),
    },
    [],
  ],
  [
    'Tempo',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'traces' }] }),
    },
    ['/groups/0/rules/0/data/0/datasourceUid'],
  ],
  [
    'a source that does not exist, which another rule reports',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'none' }] }),
    },
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertBackend)).toEqual(expected);
});
