import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertRefId } from './alert-ref-id.ts';

test.each([
  ['two names', alertRules({ data: [{ refId: 'A' }, { refId: 'B' }] }), []],
  ['one name twice', alertRules({ data: [{ refId: 'A' }, { refId: 'A' }] }), ['/groups/0/rules/0/data/1/refId']],
  ['no name', alertRules({ data: [{ refId: 'A' }, {}] }), ['/groups/0/rules/0/data/1']],
  ['a rule without queries', alertRules({}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertRefId)).toEqual(expected);
});
