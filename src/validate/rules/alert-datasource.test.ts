import { expect, test } from 'vitest';

import { alertRules, datasources, pointers } from '../../test/support/validated.ts';
import { alertDatasource } from './alert-datasource.ts';

test.each([
  [
    'a source by its name',
    {
      ...datasources({ name: 'Metrics', uid: 'prom', type: 'prometheus' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'Metrics' }] }),
    },
    ['/groups/0/rules/0/data/0/datasourceUid'],
    {},
  ],
  [
    'a source whose name is its uid',
    {
      ...datasources({ name: 'prom', uid: 'prom', type: 'prometheus' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'prom' }] }),
    },
    [],
    {},
  ],
  [
    'a source of the folder',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'prom' }] }),
    },
    [],
    {},
  ],
  [
    'an expression',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: '__expr__' }] }),
    },
    [],
    {},
  ],
  [
    'a source that does not exist',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'prmo' }] }),
    },
    ['/groups/0/rules/0/data/0/datasourceUid'],
    {},
  ],
  [
    'the source of another org',
    {
      ...datasources({ name: 'P', uid: 'prom', orgId: 2 }, { name: 'Q', uid: 'q' }),
      ...alertRules({ data: [{ refId: 'A', datasourceUid: 'prom' }] }),
    },
    ['/groups/0/rules/0/data/0/datasourceUid'],
    {},
  ],
  [
    'a folder without sources',
    alertRules({ data: [{ refId: 'A', datasourceUid: 'prom' }] }),
    ['warning /groups/0/rules/0/data/0/datasourceUid'],
    {},
  ],
  [
    'a source that exists elsewhere',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...alertRules({ uid: 'a', title: 'A', data: [{ refId: 'A', datasourceUid: 'theirs' }] }),
    },
    [],
    { elsewhere: { datasources: new Map([['theirs', {}]]) } },
  ],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, alertDatasource, options)).toEqual(expected);
});
