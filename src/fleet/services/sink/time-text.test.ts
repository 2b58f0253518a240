import { expect, test } from 'vitest';

import { timeText } from './time-text.ts';

test.each([
  '1971-01-01T00:00:00.000Z',
  '2024-02-29T23:59:59.999Z',
  '2026-03-01T00:00:00.000Z',
  '2026-03-01T09:04:05.060Z',
  '2026-03-01T10:59:09.007Z',
  '2026-12-31T23:00:59.100Z',
  '2199-12-31T23:59:59.999Z',
])('formats %s for ClickHouse', (iso) => expect(timeText(Date.parse(iso))).toBe(iso.slice(0, 23).replace('T', ' ')));

test('times of many days in any order match the calendar', () => {
  const times = Array.from(
    { length: 5000 },
    (_, step) => 1_700_000_000_000 + ((step * 7_919_333_777) % 300_000_000_000),
  );
  expect(times.map(timeText)).toEqual(times.map((at) => new Date(at).toISOString().slice(0, 23).replace('T', ' ')));
});

test('fractions of a millisecond are dropped', () => {
  expect(timeText(1_772_356_500_500.9)).toBe('2026-03-01 09:15:00.500');
});

test.each([
  ['a time before the range of the column', Date.parse('1970-12-31T23:59:59.999Z')],
  ['a time after the range of the column', Date.parse('2200-01-01T00:00:00Z')],
  ['a year of six digits', Date.parse('+012345-01-01T00:00:00Z')],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
])('%s is refused', (_what, at) => expect(() => timeText(at)).toThrow(RangeError));
