import { expect, test } from 'vitest';

import { parseMath } from '../../grafana/math-expression.ts';
import { mathRange } from './math-range.ts';
import { ALL, NOT_NEGATIVE, point, rangeText } from './range.ts';

const RANGES = { A: NOT_NEGATIVE, Z: point(0), O: point(1) };

test.each([
  ['$A', 'at least 0'],
  ['$A + 5', 'at least 5'],
  ['$A * -2', 'at most 0'],
  ['$A > 5', 'from 0 to 1'],
  ['$A < 0', '0 only'],
  ['$A >= 0', 'from 0 to 1'],
  ['$Z != 0', '0 only'],
  ['$Z > 0 || $A > 1', 'from 0 to 1'],
  ['$Z && $A > 1', '0 only'],
  ['!$O', '0 only'],
  ['!$Z', '1 only'],
  ['abs($X)', 'at least 0'],
  ['is_nan($A)', 'from 0 to 1'],
  ['$X / 2', 'any number'],
])('%s: %s', (text, expected) => {
  const range = mathRange(parseMath(text), (refId) => RANGES[refId as keyof typeof RANGES] ?? ALL);
  expect(rangeText(range)).toBe(expected);
});
