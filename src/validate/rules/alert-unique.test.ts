import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertUnique } from './alert-unique.ts';

test.each([
  ['two of each', alertRules({ uid: 'a', title: 'A' }, { uid: 'b', title: 'B' }), []],
  ['one uid', alertRules({ uid: 'a', title: 'A' }, { uid: 'a', title: 'B' }), ['/groups/0/rules/1/uid']],
  ['one title', alertRules({ uid: 'a', title: 'A' }, { uid: 'b', title: 'A' }), ['/groups/0/rules/1/title']],
  ['neither, which the schema reports', alertRules({}, {}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertUnique)).toEqual(expected);
});
