import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { datasourceUid } from './datasource-uid.ts';

test.each([
  ['a valid uid', datasources({ name: 'A', uid: 'a' }), []],
  ['none', datasources({ name: 'A' }), ['/datasources/0']],
  ['a space', datasources({ name: 'A', uid: 'a b' }), ['error /datasources/0/uid']],
  ['a variable', datasources({ name: 'A', uid: '$UID_OF_A' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceUid)).toEqual(expected);
});

test('before 12.0, a space is only a warning', () => {
  const before = { target: { major: 11, minor: 6 } };
  expect(pointers(datasources({ name: 'A', uid: 'a b' }), datasourceUid, before)).toEqual(['/datasources/0/uid']);
});
