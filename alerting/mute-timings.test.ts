import { expect, test } from 'vitest';

import { settingsOf } from '../src/test/support/settings.ts';
import { muteTimings } from './mute-timings.ts';

test.each([
  ['within a day', '02:00', '03:00', [{ start_time: '02:00', end_time: '03:00' }]],
  [
    'over midnight',
    '22:00',
    '06:00',
    [
      { start_time: '00:00', end_time: '06:00' },
      { start_time: '22:00', end_time: '24:00' },
    ],
  ],
  ['from an hour to midnight', '22:00', '00:00', [{ start_time: '22:00', end_time: '24:00' }]],
  ['the whole day', '00:00', '24:00', [{ start_time: '00:00', end_time: '24:00' }]],
])('a time %s', (_name, from, to, times) => {
  expect(muteTimings(settingsOf({ muteTimings: { m: { severities: ['info'], times: [{ from, to }] } } }))).toEqual([
    { name: 'pf-m', time_intervals: [{ times }] },
  ]);
});
