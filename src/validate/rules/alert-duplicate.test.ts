import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertDuplicate } from './alert-duplicate.ts';

test.each([
  [
    'two things',
    alertRules(
      { uid: 'a', data: [{ refId: 'A', model: { expr: 'x' } }] },
      { uid: 'b', data: [{ refId: 'A', model: { expr: 'y' } }] },
    ),
    [],
  ],
  [
    'the same thing',
    alertRules(
      { uid: 'a', data: [{ refId: 'A', model: { expr: 'x' } }] },
      { uid: 'b', data: [{ refId: 'A', model: { expr: 'x' } }] },
    ),
    ['/groups/0/rules/1'],
  ],
  ['rules without queries', alertRules({ uid: 'a' }, { uid: 'b' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertDuplicate)).toEqual(expected);
});
