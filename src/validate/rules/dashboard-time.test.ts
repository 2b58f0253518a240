import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardTime } from './dashboard-time.ts';

const dashboard = (more: Readonly<Record<string, unknown>>) =>
  dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [], ...more } });

test.each([
  [
    'what Grafana writes',
    dashboard({ time: { from: 'now-6h', to: 'now' }, timezone: 'browser', refresh: '30s', weekStart: '' }),
    [],
  ],
  ['two moments', dashboard({ time: { from: '2018-03-15T12:30:00.000Z', to: '2018-03-15T13:55:01.000Z' } }), []],
  ['nothing', dashboard({}), []],
  ['no refresh', dashboard({ refresh: false }), []],
  ['an unknown unit', dashboard({ time: { from: 'now-6hours', to: 'now' } }), ['/time/from']],
  ['a word', dashboard({ time: { from: 'now-1d', to: 'today' } }), ['/time/to']],
  ['an unknown time zone', dashboard({ timezone: 'Europe/Berln' }), ['warning /timezone']],
  ['an unknown start of the week', dashboard({ weekStart: 'Monday' }), ['warning /weekStart']],
  ['a refresh without a unit', dashboard({ refresh: '10' }), ['warning /refresh']],
  [
    'a refresh option with a spelled-out unit',
    dashboard({ timepicker: { refresh_intervals: ['5s', '1min'] } }),
    ['warning /timepicker/refresh_intervals/1'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardTime)).toEqual(expected);
});
