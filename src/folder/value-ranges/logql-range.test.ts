import { expect, test } from 'vitest';

import { parseLogql } from '../expressions/logql-parser.ts';
import { logqlRange } from './logql-range.ts';
import { rangeText } from './range.ts';

const rangeOf = (text: string): string => {
  const { tree } = parseLogql(text);
  return tree ? rangeText(logqlRange(tree, text)) : 'unreadable';
};

test.each([
  ['count_over_time({app="db"}[5m])', 'at least 1'],
  ['sum by (app) (count_over_time({app="db"} |= "error" [5m]))', 'at least 1'],
  ['sum(count_over_time({app="db"}[5m])) or vector(0)', 'at least 0'],
  ['rate({app="db"}[5m])', 'more than 0'],
  ['sum(rate({app="db"}[5m])) > 3', 'more than 3'],
  ['(sum(rate({app="db"}[5m])) > 3) * 60', 'more than 180'],
  ['sum(count_over_time({app="db"}[5m])) == bool 0', 'from 0 to 1'],
  ['0 < count_over_time({app="db"}[5m])', 'at least 1'],
  ['bytes_rate({app="db"}[5m])', 'at least 0'],
  ['sum_over_time({app="db"} | unwrap took [5m])', 'any number'],
  ['absent_over_time({app="db"}[5m])', '1 only'],
  ['count(rate({app="db"}[5m]))', 'at least 1'],
  ['topk(3, rate({app="db"}[5m]) > 2)', 'more than 2'],
  ['label_replace(absent_over_time({app="db"}[5m]), "a", "$1", "b", "(.*)")', '1 only'],
])('%s: %s', (text, expected) => {
  expect(rangeOf(text)).toBe(expected);
});
