import { expect, test } from 'vitest';

import { alertRules, diagnosticsOf, pointers } from '../../test/support/validated.ts';
import { alertExpression } from './alert-expression.ts';

const expression = (refId: string, model: object) => ({ refId, datasourceUid: '__expr__', model });
const query = { refId: 'A', datasourceUid: 'prom', model: {} };
const data = '/groups/0/rules/0/data';

test.each([
  [
    'query, reduce, threshold',
    alertRules({
      data: [
        query,
        expression('B', { type: 'reduce', expression: 'A' }),
        expression('C', { type: 'threshold', expression: 'B' }),
      ],
    }),
    [],
  ],
  [
    'a query that does not exist',
    alertRules({ data: [query, expression('B', { type: 'reduce', expression: 'X' })] }),
    [`${data}/1/model/expression`],
  ],
  [
    'math over two names, one of them unknown',
    alertRules({ data: [query, expression('B', { type: 'math', expression: '$A / ${X} > 1' })] }),
    [`${data}/1/model/expression`],
  ],
  [
    'a threshold with a dollar',
    alertRules({ data: [query, expression('B', { type: 'threshold', expression: '$A' })] }),
    [`${data}/1/model/expression`],
  ],
  ['itself', alertRules({ data: [query, expression('B', { type: 'math', expression: '$B + 1' })] }), [`${data}/1`]],
  [
    'a cycle, reported once',
    alertRules({
      data: [
        query,
        expression('B', { type: 'math', expression: '$C' }),
        expression('C', { type: 'math', expression: '$B' }),
      ],
    }),
    [`${data}/1`],
  ],
  [
    'a classic condition over a query',
    alertRules({
      data: [query, expression('B', { type: 'classic_conditions', conditions: [{ query: { params: ['A'] } }] })],
    }),
    [],
  ],
  [
    'a classic condition over an expression',
    alertRules({
      data: [
        query,
        expression('B', { type: 'reduce', expression: 'A' }),
        expression('C', { type: 'classic_conditions', conditions: [{ query: { params: ['B'] } }] }),
      ],
    }),
    [`${data}/2/model/conditions/0/query/params/0`],
  ],
  [
    'an expression that reads a classic condition',
    alertRules({
      data: [
        query,
        expression('B', { type: 'classic_conditions', conditions: [] }),
        expression('C', { type: 'math', expression: '$B' }),
      ],
    }),
    [`${data}/2/model/expression`],
  ],
  [
    'a data source query, whatever its model',
    alertRules({ data: [{ ...query, model: { type: 'math', expression: '$X' } }] }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertExpression)).toEqual(expected);
});

test.each([
  ['a calculation', '(abs($A) + ${A}) ** 2 >= 1 && !is_nan($A)', []],
  ['nothing after an operator', '$A +', ['"$A +"']],
  ['two operands', '$A $A', ['$A']],
  ['a function that does not exist', '1 + sqrt($A)', ['sqrt']],
  ['a function without its argument', '1 + abs()', ['abs']],
  ['a bracket that is not closed', '($A + 1))', [')']],
  ['an operator that does not exist', '$A => 1', ['=>']],
  ['a name without a dollar', 'A > 1', ['A']],
  ['a query that does not exist, in braces', '$A > 1 || ${X} > 1', ['${X}']],
  ['a refId in another alphabet', '$A > 1 || $Größe > 1', ['$Größe']],
])('in math, %s', (_name, text, expected) => {
  const found = diagnosticsOf(
    {
      'provisioning/alerting/a.yaml': JSON.stringify({
        apiVersion: 1,
        groups: [{ name: 'g', rules: [{ data: [query, expression('B', { type: 'math', expression: text })] }] }],
      }),
    },
    [alertExpression],
  );
  expect(found.map(({ at }) => at?.excerpt?.slice((at.column ?? 1) - 1, (at.endColumn ?? 1) - 1))).toEqual(expected);
});
