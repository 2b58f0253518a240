import { expect, test } from 'vitest';

import { durationMs, durationText, intervalText, queryIntervalMs, rangeStepMs, rateIntervalMs } from './period.ts';

const HOUR = 3_600_000;

test.each([
  ['an hour on a wide panel', HOUR, 1800, 1, 2000],
  ['an hour, no shorter than a scrape', HOUR, 1800, 15_000, 15_000],
  ['a day', 24 * HOUR, 900, 15_000, 120_000],
  ['30 days', 30 * 24 * HOUR, 900, 15_000, 3_600_000],
  ['30 days on a stat', 30 * 24 * HOUR, 100, 15_000, 21_600_000],
  ['a second', 1000, 100, 1, 10],
  ['a century with one point', 100 * 365 * 24 * HOUR, 1, 1, 365 * 24 * HOUR],
])('$__interval of %s', (_name, rangeMs, maxDataPoints, minIntervalMs, expected) => {
  expect(queryIntervalMs({ rangeMs, maxDataPoints, minIntervalMs })).toBe(expected);
});

test.each([
  ['the interval, if it is long enough', HOUR, 30_000, 30_000, 60_000],
  ['at most 11000 points', 30 * 24 * HOUR, 15_000, 236_000, 251_000],
  ['at least four scrapes', HOUR, 1000, 1000, 60_000],
])('step and $__rate_interval: %s', (_name, rangeMs, intervalMs, step, rate) => {
  const period = { from: new Date(0), to: new Date(rangeMs), intervalMs, scrapeIntervalMs: 15_000 };
  expect([rangeStepMs(period), rateIntervalMs(period)]).toEqual([step, rate]);
});

test.each([
  ['15s', 15_000],
  ['>1m', 60_000],
  ['1.5h', 5_400_000],
  ['500ms', 500],
  ['1d', 86_400_000],
  ['soon', undefined],
  ['', undefined],
  ['1m30s', undefined],
])('%j in ms', (text, expected) => {
  expect(durationMs(text)).toBe(expected);
});

test.each([
  [75_000, '1m', '1m15s'],
  [500, '500ms', '0s'],
  [3_600_000, '1h', '1h'],
  [86_400_000, '1d', '24h'],
])('%d ms in one unit and exactly', (milliseconds, short, long) => {
  expect([intervalText(milliseconds), durationText(milliseconds)]).toEqual([short, long]);
});
