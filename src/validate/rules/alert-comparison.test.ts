import { expect, test } from 'vitest';

import { classic, reduce, threshold } from '../../test/support/alert-expressions.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertComparison } from './alert-comparison.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a threshold',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C', annotations: { summary: 'x' } },
      data: [reduce, threshold],
    },
    [],
  ],
  [
    'the query itself',
    { language: 'promql', text: 'foo', as: 'alert', target: { instant: true } },
    ['alert/comparison warning "\\"A\\""'],
  ],
  ['a comparison in the query', { language: 'promql', text: 'foo > 1', as: 'alert', target: { instant: true } }, []],
  ['a test of absence', { language: 'promql', text: 'absent(foo)', as: 'alert', target: { instant: true } }, []],
  [
    'a reduction only',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'B' },
      data: [reduce],
    },
    ['alert/comparison warning "\\"B\\""'],
  ],
  [
    'a calculation only',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C' },
      data: [
        reduce,
        { refId: 'C', datasourceUid: '__expr__', model: { refId: 'C', type: 'math', expression: '$B * 100' } },
      ],
    },
    ['alert/comparison warning "\\"C\\""'],
  ],
  [
    'a comparison in math',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C' },
      data: [
        reduce,
        { refId: 'C', datasourceUid: '__expr__', model: { refId: 'C', type: 'math', expression: '$B > 100' } },
      ],
    },
    [],
  ],
  [
    'a classic condition',
    {
      language: 'promql',
      text: 'foo',
      as: 'alert',
      target: { instant: true },
      rule: { condition: 'C' },
      data: [classic],
    },
    [],
  ],
  [
    'a condition that does not exist',
    { language: 'promql', text: 'foo', as: 'alert', target: { instant: true }, rule: { condition: 'X' } },
    [],
  ],
  [
    'SQL',
    { language: 'postgres', text: 'SELECT count(*) FROM t', as: 'alert' },
    ['alert/comparison warning "\\"A\\""'],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertComparison])).toEqual(expected);
});
