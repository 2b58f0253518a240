import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { groupSize } from './group-size.ts';

test.each([
  ['one rule', alerting({ groups: [{ name: 'g', rules: [{}] }] }), []],
  [
    '21 rules',
    alerting({ groups: [{ name: 'g', rules: Array.from({ length: 21 }, () => ({})) }] }),
    ['/groups/0/rules'],
  ],
  ['a long name', alerting({ groups: [{ name: 'g'.repeat(41), rules: [] }] }), ['/groups/0/name']],
])('%s', (_name, files, expected) => {
  expect(pointers(files, groupSize)).toEqual(expected);
});
