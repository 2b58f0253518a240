import type { AlertQuery } from '../../folder/folder.ts';
import { textOf } from '../../folder/json.ts';
import { chainOf } from '../../folder/expressions/alert-result.ts';
import { COMPARISONS, hasOperator, nodesOf, operationOf } from '../../folder/expressions/promql-nodes.ts';
import type { ParsedExpression } from '../../folder/expressions/prepare.ts';
import type { Rule } from '../rule.ts';

const SET_OPERATORS = ['And', 'Unless'];
/** Functions that return 1, or a count, for a condition that holds. */
const TESTS = new Set(['absent', 'absent_over_time', 'present_over_time', 'changes', 'resets']);

/** An alert rule compares its value with a limit. */
export const alertComparison: Rule = {
  id: 'alert/comparison',
  severity: 'warning',
  description:
    'An alert rule compares its value with a limit: in a threshold, a classic condition, a math expression or the query.',
  why: 'Grafana fires for every value that is not 0. Without a comparison the rule fires as soon as the query returns anything else.',
  bad: 'condition: A, expr: max by (instance) (node_load1)',
  good: 'condition: C, with C the threshold {type: gt, params: [10]} of A',
  standsFor: ['pint: alerts/comparison'],
  alert(alert, report, { queries }) {
    const chain = chainOf(alert);
    if (!queries || chain.length === 0 || chain.some((query) => compares(query, queries.ofAlert(query)))) return;
    report({
      at: ['condition'],
      message: `${alert.label} does not compare its value with anything, so it fires for every value that is not 0.`,
      hint: 'Add a threshold and make it the condition.',
    });
  },
};

function compares(query: AlertQuery, expression: ParsedExpression | undefined): boolean {
  const { isExpression, model } = query;
  if (isExpression)
    return model['type'] === 'math'
      ? /[<>]|[!=]=|&&|\|\||!|is_\w+\(/.test(textOf(model['expression']) ?? '')
      : model['type'] !== 'reduce' && model['type'] !== 'resample';
  // A query that cannot be parsed is reported by another rule.
  if (!expression || expression.syntax.length > 0) return true;
  const {
    tree,
    language,
    mapped: { text },
  } = expression;
  if (language !== 'promql' || !tree) return /[<>=]|\b(like|in|not|exists|absent_over_time)\b/i.test(text);
  return (
    nodesOf(tree, 'BinaryExpr').some((node) => hasOperator(node, [...COMPARISONS, ...SET_OPERATORS])) ||
    nodesOf(tree, 'FunctionCall').some((call) => TESTS.has(operationOf(call, text)))
  );
}
