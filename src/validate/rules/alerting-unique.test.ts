import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { alertingUnique } from './alerting-unique.ts';

test.each([
  [
    'two of each',
    alerting({ muteTimes: [{ name: 'a' }, { name: 'b' }], templates: [{ name: 'a' }, { name: 'b' }] }),
    [],
  ],
  ['one mute timing twice', alerting({ muteTimes: [{ name: 'a' }, { name: 'a' }] }), ['/muteTimes/1/name']],
  ['one template twice', alerting({ templates: [{ name: 'a' }, { name: 'a' }] }), ['/templates/1/name']],
  ['one name in two orgs', alerting({ templates: [{ name: 'a' }, { orgId: 2, name: 'a' }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertingUnique)).toEqual(expected);
});
