import { describe, expect, test } from 'vitest';

import { chooseGiven } from './choices.ts';
import type { Variable } from './grafana-files.ts';
import { momentOf } from './moments.ts';

const multi: Variable = { name: 'v', type: 'query', multi: true, includeAll: true, current: { value: ['$__all'] } };
const custom: Variable = { name: 'top', type: 'custom', query: '5, 10,25', current: { value: '10' } };

describe('values given by the user', () => {
  test.each<[string, Variable, string[] | undefined, unknown]>([
    ["none: the dashboard's own", custom, undefined, '10'],
    ['one of several', multi, ['x'], ['x']],
    ['two', multi, ['x', 'y'], ['x', 'y']],
    [
      'an automatic interval',
      { name: 'step', type: 'interval', current: { value: '$__auto' }, auto_count: 60, auto_min: '1m' },
      undefined,
      '5m',
    ],
    [
      'an automatic interval, as in old dashboards',
      { name: 'step', type: 'interval', current: { value: '$__auto_interval_step' } },
      undefined,
      '10m',
    ],
    ['All with a value of its own', { ...multi, allValue: '.+' }, undefined, { raw: '.+' }],
    ['All by its name', { ...multi, allValue: '.+' }, ['All'], { raw: '.+' }],
    ['All of fixed options', { ...custom, multi: true, includeAll: true }, ['$__all'], ['5', '10', '25']],
  ])('%s', (_name, variable, given, value) => {
    expect(chooseGiven(variable, given, 6 * 3_600_000).value).toEqual(value);
  });

  test('All of a query variable needs its values', () => {
    expect(() => chooseGiven(multi, undefined, 0)).toThrow('--var v=VALUE');
  });
});

test.each([
  ['now', 0],
  ['now-6h', 6 * 3_600_000],
  ['2026-03-01T00:00:00Z', 86_400_000],
  ['1772323200000', 86_400_000],
])('%s is a moment', (text, ago) => {
  const now = new Date('2026-03-02T00:00:00Z');
  expect(now.getTime() - momentOf(text, now).getTime()).toBe(ago);
});

test.each(['now-', 'yesterday', 'now/d', '2026-99-99', ''])('%j is not a moment', (text) => {
  expect(() => momentOf(text, new Date(0))).toThrow('is not a valid time');
});
