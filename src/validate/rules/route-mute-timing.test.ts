import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { routeMuteTiming } from './route-mute-timing.ts';

test.each([
  [
    'a mute timing that exists',
    alerting({
      muteTimes: [{ name: 'weekend' }],
      policies: [{ receiver: 'a', routes: [{ mute_time_intervals: ['weekend'] }] }],
    }),
    [],
  ],
  [
    'a mute timing that does not exist',
    alerting({
      muteTimes: [{ name: 'weekend' }],
      policies: [{ receiver: 'a', routes: [{ active_time_intervals: ['weekends'] }] }],
    }),
    ['/policies/0/routes/0/active_time_intervals/0'],
  ],
  [
    'a folder without any',
    alerting({ policies: [{ receiver: 'a', routes: [{ mute_time_intervals: ['weekend'] }] }] }),
    ['/policies/0/routes/0/mute_time_intervals/0'],
  ],
  [
    'one of another org',
    alerting({
      muteTimes: [{ name: 'weekend', orgId: 2 }, { name: 'night' }],
      policies: [{ receiver: 'a', routes: [{ mute_time_intervals: ['weekend'] }] }],
    }),
    ['/policies/0/routes/0/mute_time_intervals/0'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, routeMuteTiming)).toEqual(expected);
});
