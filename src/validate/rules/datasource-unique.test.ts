import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { datasourceUnique } from './datasource-unique.ts';

test.each([
  ['two names and two uids', datasources({ name: 'A', uid: 'a' }, { name: 'B', uid: 'b' }), []],
  ['one name twice', datasources({ name: 'A', uid: 'a' }, { name: 'A', uid: 'b' }), ['/datasources/1/name']],
  ['one uid twice', datasources({ name: 'A', uid: 'a' }, { name: 'B', uid: 'a' }), ['/datasources/1/uid']],
  ['one name and uid in two orgs', datasources({ name: 'A', uid: 'a' }, { name: 'A', uid: 'a', orgId: 2 }), []],
  ['sources without a uid', datasources({ name: 'A' }, { name: 'B' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceUnique)).toEqual(expected);
});
