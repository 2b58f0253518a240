import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { muteTimingInterval } from './mute-timing-interval.ts';

test.each([
  [
    'a night',
    alerting({
      muteTimes: [
        {
          name: 'm',
          time_intervals: [
            {
              times: [{ start_time: '22:00', end_time: '24:00' }],
              weekdays: ['monday:friday', 'sunday'],
              days_of_month: ['1:5', '-3:-1'],
              months: ['may', '6:8'],
              years: ['2026:2030'],
              location: 'Europe/Berlin',
            },
          ],
        },
      ],
    }),
    [],
  ],
  [
    'over midnight',
    alerting({ muteTimes: [{ name: 'm', time_intervals: [{ times: [{ start_time: '22:00', end_time: '06:00' }] }] }] }),
    ['/muteTimes/0/time_intervals/0/times/0'],
  ],
  [
    'not a time',
    alerting({ muteTimes: [{ name: 'm', time_intervals: [{ times: [{ start_time: '9:00', end_time: '10:00' }] }] }] }),
    ['/muteTimes/0/time_intervals/0/times/0/start_time'],
  ],
  [
    'an abbreviated weekday',
    alerting({ muteTimes: [{ name: 'm', time_intervals: [{ weekdays: ['mon'] }] }] }),
    ['/muteTimes/0/time_intervals/0/weekdays/0'],
  ],
  [
    'a range with its ends swapped',
    alerting({ muteTimes: [{ name: 'm', time_intervals: [{ months: ['8:6'] }] }] }),
    ['/muteTimes/0/time_intervals/0/months/0'],
  ],
  [
    'a location that does not exist',
    alerting({ muteTimes: [{ name: 'm', time_intervals: [{ location: 'Europe/Berlim' }] }] }),
    ['/muteTimes/0/time_intervals/0/location'],
  ],
  ['a file without mute timings', alerting({}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, muteTimingInterval)).toEqual(expected);
});
