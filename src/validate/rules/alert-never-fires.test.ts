import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertNeverFires } from './alert-never-fires.ts';

const threshold = (type: string, ...params: readonly number[]) => ({
  refId: 'C',
  datasourceUid: '__expr__',
  model: { refId: 'C', type: 'threshold', expression: 'A', conditions: [{ evaluator: { type, params } }] },
});
const reduced = (reducer: string) => ({
  refId: 'B',
  datasourceUid: '__expr__',
  model: { refId: 'B', type: 'reduce', expression: 'A', reducer },
});
const math = (expression: string) => ({
  refId: 'C',
  datasourceUid: '__expr__',
  model: { refId: 'C', type: 'math', expression },
});
const classic = (...conditions: readonly unknown[]) => ({
  refId: 'C',
  datasourceUid: '__expr__',
  model: { refId: 'C', type: 'classic_conditions', conditions },
});
const classicPart = (operator: string, type: string, ...params: readonly number[]) => ({
  evaluator: { type, params },
  operator: { type: operator },
  query: { params: ['A'] },
  reducer: { type: 'last' },
});
const asked = (text: string, ...data: readonly Readonly<Record<string, unknown>>[]): AskedQuery => ({
  language: 'promql',
  text,
  as: 'alert',
  target: { instant: true },
  rule: { condition: data.at(-1)?.['refId'] ?? 'A' },
  data,
});

test.each<[string, AskedQuery, number]>([
  ['a value above a limit', asked('up', threshold('lt', 1)), 0],
  ['a filter and the same threshold', asked('x > 5', threshold('gt', 5)), 0],
  ['a filter for zeros and a threshold above them', asked('up == 0', threshold('gt', 0)), 1],
  [
    'the same after a reduction',
    asked('up == 0', reduced('last'), {
      ...threshold('gt', 0),
      model: { ...threshold('gt', 0).model, expression: 'B' },
    }),
    1,
  ],
  [
    'a count of points',
    asked('up == 0', reduced('count'), {
      ...threshold('gt', 0),
      model: { ...threshold('gt', 0).model, expression: 'B' },
    }),
    0,
  ],
  ['a count below one', asked('count(up)', threshold('lt', 1)), 1],
  ['a count below one, with a zero for none', asked('count(up) or vector(0)', threshold('lt', 1)), 0],
  ['a count below two', asked('count(up)', threshold('lt', 2)), 0],
  ['a rate below zero', asked('rate(x_total[5m])', threshold('lt', 0)), 1],
  ['a filter below the threshold', asked('x < 5', threshold('gte', 5)), 1],
  ['a range with its ends swapped', asked('x', threshold('within_range', 5, 1)), 1],
  ['a range that covers all values', asked('up', threshold('outside_range', 0, 1)), 1],
  ['zeros as the condition', asked('up == 0'), 1],
  ['ones as the condition', asked('up == 1'), 0],
  ['math that is always false', asked('up', math('$A > 1')), 1],
  ['math that may be true', asked('up', math('$A < 1')), 0],
  ['a classic condition', asked('up == 0', classic(classicPart('and', 'gt', 0))), 1],
  [
    'two conditions, one of which may hold',
    asked('up', classic(classicPart('and', 'gt', 1), classicPart('or', 'lt', 1))),
    0,
  ],
  [
    'two conditions that must both hold',
    asked('up', classic(classicPart('and', 'gt', 1), classicPart('and', 'lt', 1))),
    1,
  ],
  ['a classic range with its ends swapped', asked('x', classic(classicPart('and', 'within_range', 5, 1))), 0],
  [
    'a rule that fires without data',
    { ...asked('count(up)', threshold('lt', 1)), rule: { condition: 'C', noDataState: 'Alerting' } },
    0,
  ],
  [
    'lines that are counted',
    { ...asked('sum(count_over_time({app="db"}[5m]))', threshold('lt', 1)), language: 'logql' },
    1,
  ],
  ['a query that cannot be parsed', asked('up == (', threshold('gt', 0)), 0],
  ['SQL', { ...asked('SELECT 0', threshold('gt', 0)), language: 'postgres' }, 0],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertNeverFires])).toHaveLength(expected);
});
