import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { argumentsOf, nodesOf, operationOf, selectorsBelow, unwrapped } from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

/** The buckets of a quantile in an alert are summed first. */
export const queryQuantileSeries: Rule = {
  id: 'query/quantile-series',
  severity: 'warning',
  description: 'The buckets of a quantile in an alert are summed by le and the labels that the alert is about.',
  why: 'Without a sum there is one quantile for each series, for example for each endpoint of each instance. A single slow call of an idle series is its 99th percentile and fires, and a series without traffic is NaN.',
  bad: 'histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m])) > 0.5',
  good: 'histogram_quantile(0.99, sum by (handler, le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5',
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql || expression.role !== 'alert') return;
    for (const call of nodesOf(promql.tree, 'FunctionCall')) {
      if (operationOf(call, promql.text) !== 'histogram_quantile') continue;
      const buckets = argumentsOf(call)[1];
      const [selector] = buckets ? selectorsBelow(buckets, promql.text) : [];
      if (
        !buckets ||
        unwrapped(buckets).name !== 'FunctionCall' ||
        nodesOf(buckets, 'AggregateExpr').length > 0 ||
        !selector?.name.endsWith('_bucket')
      )
        continue;
      report({
        from: buckets.from,
        to: buckets.to,
        message: 'the buckets are not summed, so each series has its own quantile and its own alert',
        hint: `Write sum by (le, …) (${promql.text.slice(buckets.from, buckets.to)}) with the labels that the alert is about.`,
      });
    }
  },
};
