import { expect, test } from 'vitest';

import { isStep, isTimeExpression, isTimeZone } from './date-math.ts';

test.each([
  'now',
  'now-6h',
  'now - 6h',
  'now-h',
  'now/d',
  'now-1d/d',
  'now/fQ',
  'now-1M/M',
  'now+30m',
  '2018-03-15T12:30:00.000Z',
  '2018-03-15T12:30:00+02:00',
  '2018-03-15 12:30',
  '2018-03-15',
  '20180315',
  '2018-W10',
  '2018-03-15||+3d/d',
  '1521117000000',
])('%s is one end of a range', (text) => {
  expect(isTimeExpression(text)).toBe(true);
});

test.each([
  'now-6hours',
  'now-6',
  'now6h',
  'now/2d',
  'now-1.5h',
  '6h',
  'yesterday',
  '2018-13-01',
  '15.03.2018',
  'now-6H',
  '',
])('%s is not an end of a range', (text) => {
  expect(isTimeExpression(text)).toBe(false);
});

test.each([
  ['30s', true],
  ['1m', true],
  ['1.5h', true],
  ['500ms', true],
  ['10', false],
  ['5 min', false],
  ['1h30m', false],
  ['', false],
])('a step of %s: %s', (text, expected) => {
  expect(isStep(text)).toBe(expected);
});

test.each([
  ['browser', true],
  ['', true],
  ['UTC', true],
  ['Europe/Berlin', true],
  ['US/Eastern', true],
  ['Etc/GMT+5', true],
  ['Europe/Berln', false],
  ['+02:00', false],
  ['Berlin', false],
])('a time zone %s: %s', (text, expected) => {
  expect(isTimeZone(text)).toBe(expected);
});
