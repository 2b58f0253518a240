import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertFor } from './alert-for.ts';

test.each([
  ['longer than the interval', alertRules({ for: '5m' }), []],
  ['zero', alertRules({ for: '0s' }), []],
  ['not a duration', alertRules({ for: '5 minutes' }), ['/groups/0/rules/0/for']],
  ['shorter than the interval', alertRules({ for: '30s' }), ['warning /groups/0/rules/0/for']],
  ['none', alertRules({}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertFor)).toEqual(expected);
});
