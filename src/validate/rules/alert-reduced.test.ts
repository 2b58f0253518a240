import { expect, test } from 'vitest';

import { classic } from '../../test/support/alert-expressions.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertReduced } from './alert-reduced.ts';

const expression = (refId: string, type: string, of: string) => ({
  refId,
  datasourceUid: '__expr__',
  model: { refId, type, expression: of, reducer: 'last', conditions: [{ evaluator: { type: 'gt', params: [15] } }] },
});

test.each<[string, AskedQuery, string[]]>([
  ['an instant query', { language: 'promql', text: 'foo > 1', as: 'alert', target: { instant: true } }, []],
  ['a range query', { language: 'promql', text: 'foo > 1', as: 'alert' }, ['alert/reduced error "\\"A\\""']],
  [
    'a query that is both',
    { language: 'promql', text: 'foo > 1', as: 'alert', target: { instant: true, range: true } },
    ['alert/reduced error "\\"A\\""'],
  ],
  [
    'a threshold of a range',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      rule: { condition: 'C' },
      data: [expression('C', 'threshold', 'A')],
    },
    ['alert/reduced error "\\"C\\""'],
  ],
  [
    'a calculation with a range',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      rule: { condition: 'C' },
      data: [expression('B', 'reduce', 'A'), expression('C', 'math', '$A > $B')],
    },
    ['alert/reduced error "\\"C\\""'],
  ],
  [
    'a range that is reduced',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      rule: { condition: 'C' },
      data: [expression('B', 'reduce', 'A'), expression('C', 'threshold', 'B')],
    },
    [],
  ],
  [
    'a classic condition',
    { language: 'promql', text: 'foo', as: 'alert', rule: { condition: 'C' }, data: [classic] },
    [],
  ],
  [
    'an instant query of logs',
    { language: 'logql', text: 'count_over_time({a="b"}[5m]) > 1', as: 'alert', target: { queryType: 'instant' } },
    [],
  ],
  [
    'logs over a range',
    { language: 'logql', text: 'count_over_time({a="b"}[5m]) > 1', as: 'alert' },
    ['alert/reduced error "\\"A\\""'],
  ],
  [
    'a cycle',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      rule: { condition: 'B' },
      data: [expression('B', 'math', '$C'), expression('C', 'math', '$B')],
    },
    [],
  ],
  ['SQL', { language: 'postgres', text: 'SELECT count(*) FROM t', as: 'alert' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertReduced])).toEqual(expected);
});
