import { expect, test } from 'vitest';

import { reduce } from '../../test/support/alert-expressions.ts';
import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertNewCounter } from './alert-new-counter.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'any increase',
    { language: 'promql', text: 'increase(foo_total[1h]) > 0', as: 'alert', target: { instant: true } },
    ['alert/new-counter warning "increase(foo_total[1h])"'],
  ],
  [
    'any increase by a threshold',
    {
      language: 'promql',
      text: 'sum by (a) (increase(foo_total[1h]))',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'x' } },
      data: [
        reduce,
        {
          refId: 'C',
          datasourceUid: '__expr__',
          model: {
            refId: 'C',
            type: 'threshold',
            expression: 'B',
            conditions: [{ evaluator: { type: 'gt', params: [0] } }],
          },
        },
      ],
    },
    ['alert/new-counter warning "increase(foo_total[1h])"'],
  ],
  [
    'a limit after a reduction in which the editor left a comparison',
    {
      language: 'promql',
      text: 'increase(foo_total[1h])',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'x' } },
      data: [
        { ...reduce, model: { ...reduce.model, conditions: [{ evaluator: { type: 'gt', params: [0, 0] } }] } },
        {
          refId: 'C',
          datasourceUid: '__expr__',
          model: {
            refId: 'C',
            type: 'threshold',
            expression: 'B',
            conditions: [{ evaluator: { type: 'gt', params: [5] } }],
          },
        },
      ],
    },
    [],
  ],
  [
    'an increase above a limit',
    { language: 'promql', text: 'increase(foo_total[1h]) > 5', as: 'alert', target: { instant: true } },
    [],
  ],
  [
    'a fallback for a new series',
    {
      language: 'promql',
      text: 'increase(foo_total[1h]) > 0 or (foo_total unless foo_total offset 1h) > 0',
      as: 'alert',
      target: { instant: true },
    },
    [],
  ],
  [
    'a condition combined with the value',
    { language: 'promql', text: 'bar > 3 and increase(foo_total[1h]) > 0', as: 'alert', target: { instant: true } },
    [],
  ],
  [
    'a counter that starts at 0',
    { language: 'promql', text: 'increase(trades_total[1h]) > 0', as: 'alert', target: { instant: true } },
    [],
  ],
  [
    'another function',
    { language: 'promql', text: 'max_over_time(foo[1h]) > 0', as: 'alert', target: { instant: true } },
    [],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertNewCounter], { catalog })).toEqual(expected);
});
