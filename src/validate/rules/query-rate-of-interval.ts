import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { writtenAt } from '../../folder/expressions/mapped-text.ts';
import { nodesOf, operationOf } from '../../folder/expressions/promql-nodes.ts';
import type { ParsedExpression } from '../../folder/expressions/prepare.ts';
import type { Query } from '../../folder/folder.ts';
import { textOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** Functions that need two samples of a series. */
const NEED_TWO = new Set(['rate', 'irate', 'idelta', 'deriv']);
const INTERVAL = /^(?:\$__interval|\$\{__interval\}|\[\[__interval\]\])$/;

/** rate and irate are not computed over $__interval. */
export const queryRateOfInterval: Rule = {
  id: 'query/rate-of-interval',
  severity: 'warning',
  description: 'rate and irate of Prometheus are not computed over $__interval.',
  why: '$__interval is the step between two points of the graph. After zooming in it is shorter than two scrapes, so each window has only one sample and the panel is empty. $__rate_interval is never shorter than four scrapes.',
  bad: 'rate(http_requests_total[$__interval])',
  good: 'rate(http_requests_total[$__rate_interval])',
  standsFor: ['dashboard-linter: target-rate-interval-rule'],
  query(query, report, { queries }) {
    if (query.language !== 'promql' || !query.text.includes('__interval') || hasLeastStep(query)) return;
    const [expression] = queries?.expressions(query) ?? [];
    if (!queries || !expression) return;
    for (const { operation, from, to } of windowsOf(queries.parse(expression)))
      report({
        within: { offset: from, length: to - from },
        message: `${query.label}: ${operation} over $__interval has only one sample, and so no value, as soon as the step is shorter than two scrapes.`,
        hint: 'Write [$__rate_interval].',
      });
  },
};

/** Whether a minimum step is set, so that a window may contain two samples. */
function hasLeastStep({ owner }: Query): boolean {
  if (owner.kind !== 'panel') return false;
  const { json, panel } = owner.target;
  return [json['interval'], panel.json['interval']].some((least) => (textOf(least) ?? '') !== '');
}

function windowsOf(expression: ParsedExpression): { operation: string; from: number; to: number }[] {
  const promql = promqlOf(expression);
  if (!promql) return [];
  return nodesOf(promql.tree, 'FunctionCall').flatMap((call) => {
    const operation = operationOf(call, promql.text);
    const window = NEED_TWO.has(operation) ? nodesOf(call, 'MatrixSelector')[0]?.getChild('DurationExpr') : undefined;
    if (!window) return [];
    const { from, to } = writtenAt(expression.mapped, window.from, window.to);
    return INTERVAL.test(expression.mapped.original.slice(from, to)) ? [{ operation, from, to }] : [];
  });
}
