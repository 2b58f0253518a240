import { expect, test } from 'vitest';

import { outagesOf } from './outages.ts';
import { areValues, withoutSamples } from './series-values.ts';

test.each([
  ['1x3', '1 _ 1 1'],
  ['0+60x3', '0 _ 120 180'],
  ['10-2.5x2 7', '10 _ 5 7'],
  ['_x2 5 stale', '_ _ 5 stale'],
  ['1 NaN Inf', '1 _ Inf'],
  ['-1e3+1x2', '-1000 _ -998'],
])('%s without the second minute', (values, expected) => {
  const samples = withoutSamples(values, 60_000, [{ from: 60_000, to: 120_000 }]);
  expect(
    samples
      ?.split(' ')
      .map((sample) => (Number.isNaN(Number(sample)) ? sample : String(Number(sample))))
      .join(' '),
  ).toBe(expected);
});

test.each(['{{schema:1 sum:1}}', 'a', 'stalex3'])('%s is not a list of numbers', (values) =>
  expect(withoutSamples(values, 60_000, [{ from: 0, to: 1 }])).toBeUndefined(),
);

test.each([
  ['down 5m..12m', [{ isDown: true, from: 300_000, to: 720_000 }]],
  ['unreachable 30s..', [{ isDown: false, from: 30_000, to: Infinity }]],
  ['down 1m..2m, unreachable 3m..4m', [{ from: 60_000 }, { from: 180_000 }]],
  ['down 5m', undefined],
  ['down 5m..4m', undefined],
  ['gone 1m..2m', undefined],
])('%s', (text, expected) => {
  const outages = outagesOf(text);
  if (expected === undefined) expect(outages).toBeUndefined();
  else expect(outages).toMatchObject(expected);
});

test.each([
  ['1x8 0+10x5 _ _x3 stale', true],
  ['{{schema:1 sum:3 count:2}}x4', true],
  ['1y8', false],
  ['1,2,3', false],
])('%s are values: %s', (values, are) => expect(areValues(values)).toBe(are));
