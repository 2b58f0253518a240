import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { CHOOSERS } from '../../folder/expressions/promql-facts.ts';
import { nodesOf, operationOf } from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

/** An alert does not select series by their rank. */
export const queryFragile: Rule = {
  id: 'query/fragile',
  severity: 'warning',
  description: 'An alert does not select series by their rank.',
  why: 'The top series change from one evaluation to the next, and each has its own alert: those that drop out are resolved, those that come in wait for their `for` again.',
  bad: 'topk(3, rate(http_errors_total[5m])) > 1',
  good: 'rate(http_errors_total[5m]) > 1',
  standsFor: ['pint: promql/fragile'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql || expression.role !== 'alert') return;
    for (const node of nodesOf(promql.tree, 'AggregateExpr')) {
      const operation = operationOf(node, promql.text);
      // Inside another aggregation, its result is one number.
      const isWithin = nodesOf(promql.tree, 'AggregateExpr').some(
        (outer) =>
          outer.from <= node.from &&
          outer.to >= node.to &&
          outer.to - outer.from > node.to - node.from &&
          !CHOOSERS.has(operationOf(outer, promql.text)),
      );
      if (CHOOSERS.has(operation) && !isWithin)
        report({
          from: node.from,
          to: node.to,
          message: `${operation} makes alerts come and go with the rank of their series`,
          hint: 'Compare all series with a limit.',
        });
    }
  },
};
