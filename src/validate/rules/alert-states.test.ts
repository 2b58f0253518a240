import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertStates } from './alert-states.ts';

test.each([
  ['both', alertRules({ noDataState: 'OK', execErrState: 'Error' }), []],
  ['neither', alertRules({ uid: 'a' }), ['/groups/0/rules/0']],
  ['one', alertRules({ noDataState: 'OK' }), ['/groups/0/rules/0']],
  ['a recording rule', alertRules({ record: { metric: 'a' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertStates)).toEqual(expected);
});
