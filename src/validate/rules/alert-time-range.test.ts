import { expect, test } from 'vitest';

import { alertRules, pointers } from '../../test/support/validated.ts';
import { alertTimeRange } from './alert-time-range.ts';

test.each([
  [
    'ten minutes',
    alertRules({ data: [{ refId: 'A', datasourceUid: 'p', relativeTimeRange: { from: 600, to: 0 } }] }),
    [],
  ],
  [
    'from and to swapped',
    alertRules({ data: [{ refId: 'A', datasourceUid: 'p', relativeTimeRange: { from: 0, to: 600 } }] }),
    ['/groups/0/rules/0/data/0/relativeTimeRange'],
  ],
  ['none', alertRules({ data: [{ refId: 'A', datasourceUid: 'p' }] }), ['/groups/0/rules/0/data/0']],
  ['an expression', alertRules({ data: [{ refId: 'A', datasourceUid: '__expr__' }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertTimeRange)).toEqual(expected);
});
