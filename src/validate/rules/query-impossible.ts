import type { SyntaxNode } from '@lezer/common';

import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import {
  childOf,
  COMPARISONS,
  expressionsIn,
  hasOperator,
  matchesAbsent,
  nodesOf,
  operationOf,
  type Selector,
  selectorsBelow,
  unwrapped,
} from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

/** A query can return something. */
export const queryImpossible: Rule = {
  id: 'query/impossible',
  severity: 'warning',
  description:
    'A query can return something: it has no matchers that exclude each other, and no count compared with zero.',
  why: 'For a query that cannot match, Prometheus returns nothing instead of an error. The count of no series is not 0 but nothing at all, so count(…) == 0 is never true.',
  bad: 'count(up{job="api"}) == 0',
  good: 'absent(up{job="api"})',
  standsFor: ['pint: promql/impossible'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql) return;
    for (const selector of selectorsBelow(promql.tree, promql.text)) {
      const reason = contradiction(selector);
      if (reason)
        report({
          from: selector.node.from,
          to: selector.node.to,
          message: `${reason}, so no series matches`,
          hint: 'Remove one of the matchers.',
        });
    }
    for (const node of nodesOf(promql.tree, 'BinaryExpr').filter(
      (operation) => hasOperator(operation, COMPARISONS) && !childOf(operation, 'BoolModifier'),
    )) {
      if (comparesCountToZero(node, promql.text))
        report({
          from: node.from,
          to: node.to,
          message: 'the count of no series is not 0 but nothing, so this is never true',
          hint: 'Write absent(…), or (count(…) or vector(0)) == 0.',
        });
    }
  },
};

function contradiction({ matchers }: Selector): string | undefined {
  for (const [index, one] of matchers.entries()) {
    if (one.operator !== '=' || one.label === '__name__') continue;
    const other = matchers
      .slice(0, index)
      .concat(matchers.slice(index + 1))
      .find(
        ({ label, operator, value }) =>
          label === one.label &&
          ((operator === '=' && value !== one.value) || (operator === '!=' && value === one.value)),
      );
    if (other && !(matchesAbsent(one) && matchesAbsent(other)))
      return `${one.label} must be "${one.value}" and ${other.operator === '=' ? '' : 'not '}"${other.value}" at the same time`;
  }
  return undefined;
}

function comparesCountToZero(node: SyntaxNode, text: string): boolean {
  const [left, right] = expressionsIn(node);
  const operation = left && unwrapped(left).name === 'AggregateExpr' ? operationOf(unwrapped(left), text) : '';
  const limit = right?.name === 'NumberDurationLiteral' ? Number(text.slice(right.from, right.to)) : Number.NaN;
  if (operation !== 'count' && operation !== 'group') return false;
  return (
    ((childOf(node, 'Eql') || childOf(node, 'Lte')) && limit === 0) || (childOf(node, 'Lss') !== null && limit <= 1)
  );
}
