import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { routeRoot } from './route-root.ts';

test.each([
  [
    'a root without matchers',
    alerting({
      policies: [{ receiver: 'a', routes: [{ receiver: 'b', matchers: ['a=b'], mute_time_intervals: ['x'] }] }],
    }),
    [],
  ],
  [
    'with matchers',
    alerting({ policies: [{ receiver: 'a', object_matchers: [['a', '=', 'b']] }] }),
    ['/policies/0/object_matchers'],
  ],
  [
    'with times',
    alerting({ policies: [{ receiver: 'a', mute_time_intervals: ['x'] }] }),
    ['/policies/0/mute_time_intervals'],
  ],
  ['with empty lists', alerting({ policies: [{ receiver: 'a', matchers: [] }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, routeRoot)).toEqual(expected);
});
