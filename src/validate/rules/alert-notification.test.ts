import { describe, expect, test } from 'vitest';

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
    'a receiver that does not exist',
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
    'a mute timing that does not exist',
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

describe('the labels that it groups by', () => {
  const grouped = (...labels: readonly string[]) =>
    alerting({
      contactPoints: [{ name: 'pager', receivers: [{ uid: 'p' }] }],
      groups: [{ rules: [{ notification_settings: { receiver: 'pager', group_by: labels } }] }],
    });
  const PLACE = '/groups/0/rules/0/notification_settings/group_by';

  test.each([
    ['other labels, since 11.0', ['team'], 11, 0, []],
    ['other labels, in some 10.4', ['team'], 10, 4, [`warning ${PLACE}`]],
    ['other labels, before', ['team'], 10, 3, [PLACE]],
    ['the two that it needs', ['alertname', 'grafana_folder', 'team'], 10, 4, []],
    ['nothing', ['...'], 10, 4, []],
    ['no labels', [], 10, 4, []],
  ])('%s', (_name, labels, major, minor, expected) => {
    expect(pointers(grouped(...labels), alertNotification, { target: { major, minor } })).toEqual(expected);
  });
});
