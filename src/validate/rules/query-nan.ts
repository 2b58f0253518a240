import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { COMPARISONS, expressionsIn, hasOperator, nodesOf, unwrapped } from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

/** Nothing is compared with NaN. */
export const queryNan: Rule = {
  id: 'query/nan',
  severity: 'warning',
  description: 'Nothing is compared with NaN.',
  why: 'NaN is equal to nothing, not even to itself: == NaN is never true, and != NaN always.',
  bad: 'http_error_ratio == NaN',
  good: 'http_error_ratio != http_error_ratio',
  standsFor: ['pint: promql/nan'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql) return;
    for (const node of nodesOf(promql.tree, 'BinaryExpr').filter((operation) => hasOperator(operation, COMPARISONS))) {
      const side = expressionsIn(node).find(
        (one) =>
          unwrapped(one).name === 'NumberDurationLiteral' && /^\(*nan\)*$/i.test(promql.text.slice(one.from, one.to)),
      );
      if (side)
        report({
          from: side.from,
          to: side.to,
          message: 'a comparison with NaN always has the same result',
          hint: 'To find NaN write x != x.',
        });
    }
  },
};
