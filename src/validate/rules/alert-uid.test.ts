import { expect, test } from 'vitest';

import { alertRules, alerting, pointers } from '../../test/support/validated.ts';
import { alertUid } from './alert-uid.ts';

test.each([
  ['a valid uid', alertRules({ uid: 'high-cpu' }), []],
  ['a space', alertRules({ uid: 'high cpu' }), ['/groups/0/rules/0/uid']],
  [
    'of a receiver',
    alerting({ contactPoints: [{ name: 'a', receivers: [{ uid: 'a b' }] }] }),
    ['warning /contactPoints/0/receivers/0/uid'],
  ],
  ['of an unknown variable', alertRules({ uid: '$UID' }), []],
  ['with the marks of an unknown variable', alertRules({ uid: '«UID»' }), ['/groups/0/rules/0/uid']],
  ['none, which the schema reports', alertRules({}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertUid)).toEqual(expected);
});
