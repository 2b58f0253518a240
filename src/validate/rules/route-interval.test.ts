import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { routeInterval } from './route-interval.ts';

test.each([
  [
    'durations',
    alerting({ policies: [{ receiver: 'a', group_wait: '0s', group_interval: '5m', repeat_interval: '4h' }] }),
    [],
  ],
  ['a number', alerting({ policies: [{ receiver: 'a', repeat_interval: 4 }] }), ['/policies/0/repeat_interval']],
  ['zero', alerting({ policies: [{ receiver: 'a', group_interval: '0s' }] }), ['/policies/0/group_interval']],
  [
    'repeated more often than group_interval',
    alerting({ policies: [{ receiver: 'a', group_interval: '5m', repeat_interval: '1m' }] }),
    ['warning /policies/0/repeat_interval'],
  ],
  ['none', alerting({ policies: [{ receiver: 'a', routes: [] }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, routeInterval)).toEqual(expected);
});
