import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { isAsWritten } from '../../folder/expressions/mapped-text.ts';
import { nodesOf, operationOf } from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

/** rate and irate in a panel use $__rate_interval. */
export const queryRateInterval: Rule = {
  id: 'query/rate-interval',
  severity: 'note',
  description: 'rate and irate in a panel use $__rate_interval.',
  why: 'With a long time range a fixed window is shorter than the step, so most samples are skipped; $__rate_interval grows with the step and is never less than four scrapes.',
  bad: 'sum(rate(http_requests_total[5m]))',
  good: 'sum(rate(http_requests_total[$__rate_interval]))',
  standsFor: ['dashboard-linter: target-rate-interval-rule'],
  differs: 'Any panel with a rate over time; an instant query has its own range.',
  presets: ['style', 'mixin'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql || expression.role !== 'panel' || expression.isInstant) return;
    for (const call of nodesOf(promql.tree, 'FunctionCall')) {
      const operation = operationOf(call, promql.text);
      if (operation !== 'rate' && operation !== 'irate') continue;
      const window = nodesOf(call, 'MatrixSelector')[0]?.getChild('DurationExpr');
      if (window && isAsWritten(expression.mapped, window.from, window.to))
        report({
          from: window.from,
          to: window.to,
          message: `${operation} has a fixed window, which misses samples when the time range is long`,
          hint: 'Write [$__rate_interval].',
        });
    }
  },
};
