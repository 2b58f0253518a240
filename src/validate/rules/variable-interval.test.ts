import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableInterval } from './variable-interval.ts';

const variables = (...list: readonly unknown[]) =>
  dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [], templating: { list } } });

const interval = (query: string, more = {}) => variables({ name: 'step', type: 'interval', query, ...more });

test.each([
  ['steps', interval('30s,1m, 5m,1h,7d'), []],
  ['quoted steps', interval('"1m","5m"'), []],
  ['a step of two units', interval('1h30m'), []],
  ['the step auto', interval('auto,1m', { auto: true, auto_min: '10s' }), []],
  ['no unit', interval('30,1m'), ['/templating/list/0/query']],
  ['a spelled-out unit', interval('1m,5min,1hour'), ['/templating/list/0/query', '/templating/list/0/query']],
  ['a minimum step without a unit', interval('1m', { auto: true, auto_min: '10 s' }), ['/templating/list/0/auto_min']],
  ['a variable', interval('$steps'), []],
  ['another type', variables({ name: 'step', type: 'custom', query: 'low,high' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableInterval)).toEqual(expected);
});
