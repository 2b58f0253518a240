import { expect, test } from 'vitest';

import { parsePromql } from '../expressions/promql-parser.ts';
import { promqlRange } from './promql-range.ts';
import { rangeText } from './range.ts';

const rangeOf = (text: string): string => {
  const { tree } = parsePromql(text);
  return tree ? rangeText(promqlRange(tree, text)) : 'unreadable';
};

test.each([
  ['http_temperature', 'any number'],
  ['up', 'from 0 to 1'],
  ['http_requests_total', 'at least 0'],
  ['up == 0', '0 only'],
  ['0 == up', '0 only'],
  ['up > 1', 'nothing'],
  ['x > 5', 'more than 5'],
  ['5 > x', 'less than 5'],
  ['x >= 5 < 10', 'between 5 and 10'],
  ['x > bool 5', 'from 0 to 1'],
  ['x != 0', 'any number'],
  ['up == 0 != 0', 'nothing'],
  ['x == -1', '-1 only'],
  ['-(x > 5)', 'less than -5'],
  ['x > y', 'any number'],
  ['x > up', 'more than 0'],
  ['(x > 1) * 100', 'more than 100'],
  ['(x > 1) * -1', 'less than -1'],
  ['(x > 1) + 1', 'more than 2'],
  ['10 - (up == 1)', '9 only'],
  ['1 - up', 'from 0 to 1'],
  ['rate(http_requests_total[5m]) / 60', 'at least 0'],
  ['rate(a_total[5m]) / rate(b_total[5m])', 'at least 0'],
  ['x / 0', 'any number'],
  ['x % 2', 'any number'],
  ['count(up) by (job)', 'at least 1'],
  ['count(up) or vector(0)', 'at least 0'],
  ['count(up == 0) > 3', 'more than 3'],
  ['sum(up)', 'at least 0'],
  ['sum(x)', 'any number'],
  ['sum(x > 5)', 'more than 5'],
  ['sum(up == 0)', '0 only'],
  ['avg by (job) (up)', 'from 0 to 1'],
  ['topk(3, x > 5)', 'more than 5'],
  ['group(x)', '1 only'],
  ['absent(up)', '1 only'],
  ['absent(up) * 0', '0 only'],
  ['clamp_min(x, 1)', 'at least 1'],
  ['clamp(x, 0, 1)', 'from 0 to 1'],
  ['clamp_max(x > 5, 3)', '3 only'],
  ['clamp_max(x > 5, 8)', 'between 5 and 8'],
  ['max_over_time(up[5m])', 'from 0 to 1'],
  ['count_over_time(x[5m])', 'at least 1'],
  ['hour()', 'from 0 to 23'],
  ['histogram_quantile(0.9, x)', 'any number'],
  ['x and up == 0', 'any number'],
  ['up == 0 unless x', '0 only'],
  ['label_replace(up == 0, "a", "$1", "b", "(.*)")', '0 only'],
  ['scalar(up) > 0', 'between 0 and 1'],
])('%s: %s', (text, expected) => {
  expect(rangeOf(text)).toBe(expected);
});
