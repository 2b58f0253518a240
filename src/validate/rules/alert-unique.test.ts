import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertUnique } from './alert-unique.ts';

const ONE_TITLE = alertRules({ uid: 'a', title: 'A' }, { uid: 'b', title: 'A' });

test.each([
  ['two of each', alertRules({ uid: 'a', title: 'A' }, { uid: 'b', title: 'B' }), []],
  ['one uid', alertRules({ uid: 'a', title: 'A' }, { uid: 'a', title: 'B' }), ['/groups/0/rules/1/uid']],
  ['one title', ONE_TITLE, ['warning /groups/0/rules/1/title']],
  ['neither, which the schema reports', alertRules({}, {}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertUnique)).toEqual(expected);
});

test('a duplicate title breaks a database index before 12.0', () => {
  const before = { target: { major: 11, minor: 6 } };
  expect(pointers(ONE_TITLE, alertUnique, before)).toEqual(['/groups/0/rules/1/title']);
});
