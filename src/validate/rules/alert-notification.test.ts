import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { alertNotification } from './alert-notification.ts';

test.each([
  [
    'names that exist',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      muteTimes: [{ name: 'weekend' }],
      groups: [{ rules: [{ notification_settings: { receiver: 'pager', mute_time_intervals: ['weekend'] } }] }],
    }),
    [],
  ],
  [
    'a receiver that does not',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      groups: [{ rules: [{ notification_settings: { receiver: 'pagr' } }] }],
    }),
    ['/groups/0/rules/0/notification_settings/receiver'],
  ],
  [
    'a time that does not',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      muteTimes: [{ name: 'weekend' }],
      groups: [{ rules: [{ notification_settings: { receiver: 'pager', mute_time_intervals: ['weekends'] } }] }],
    }),
    ['/groups/0/rules/0/notification_settings/mute_time_intervals/0'],
  ],
  [
    'a rule that goes through the policies',
    alerting({
      contactPoints: [
        { name: 'pager', receivers: [{ uid: 'p' }] },
        { name: 'nobody', receivers: [] },
      ],
      groups: [{ rules: [{}] }],
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertNotification)).toEqual(expected);
});
