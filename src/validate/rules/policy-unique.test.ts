import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { policyUnique } from './policy-unique.ts';

test.each([
  ['one tree', alerting({ policies: [{ receiver: 'a' }] }), []],
  ['two trees', alerting({ policies: [{ receiver: 'a' }, { receiver: 'b' }] }), ['/policies/1']],
  ['one for each org', alerting({ policies: [{ receiver: 'a' }, { orgId: 2, receiver: 'b' }] }), []],
  [
    'a named tree beside the default one',
    alerting({ policies: [{ receiver: 'a' }, { name: 'team', receiver: 'b' }] }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, policyUnique)).toEqual(expected);
});
