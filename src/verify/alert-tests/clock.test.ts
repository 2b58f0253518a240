import { expect, test } from 'vitest';

import { ruleFileWithClock, withClock } from './clock.ts';

test.each([
  ['hour() > 3', 'hour(vector(time() + 100)) > 3'],
  ['day_of_week()', 'day_of_week(vector(time() + 100))'],
  ['hour(timestamp(up))', 'hour((timestamp(up) + 100))'],
  ['time() - max(push_time_seconds)', '(time() + 100) - max(push_time_seconds)'],
  ['day_of_month(vector(time()))', 'day_of_month(vector((time() + 100)))'],
  ['up @ 1767225600', 'up @ 1767225500'],
  ['rate(up[5m] @ 40)', 'rate(up[5m] @ -60)'],
  ['up @ -5', 'up @ -105'],
  ['up @ start()', 'up @ start()'],
  ['sum by (hour) (rate(requests_total{time="x"}[5m]))', 'sum by (hour) (rate(requests_total{time="x"}[5m]))'],
])('%s gets a shifted clock', (text, expected) => expect(withClock(text, 100)).toBe(expected));

test('without a start nothing changes', () => expect(withClock('hour( ) > 3', 0)).toBe('hour( ) > 3'));

test('the rules of a file get a shifted clock too', () => {
  const file = 'groups: [{ name: g, rules: [{ record: a, expr: "hour()" }, { record: b, expr: up }] }]';
  expect(JSON.parse(ruleFileWithClock(file, 100))).toEqual({
    groups: [
      {
        name: 'g',
        rules: [
          { record: 'a', expr: 'hour(vector(time() + 100))' },
          { record: 'b', expr: 'up' },
        ],
      },
    ],
  });
});
