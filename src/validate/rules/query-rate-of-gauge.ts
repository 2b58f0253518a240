import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { nodesOf, operationOf, selectorsBelow } from '../../folder/expressions/promql-nodes.ts';
import { seriesLookup } from '../../folder/expressions/promql-series.ts';
import type { Rule } from '../rule.ts';

/** Functions that treat every fall of a value as a restart of a counter. */
const OF_COUNTERS = new Set(['rate', 'irate', 'increase', 'resets']);

/** Functions for counters are used with counters. */
export const queryRateOfGauge: Rule = {
  id: 'query/rate-of-gauge',
  severity: 'warning',
  description: 'rate, irate, increase and resets are used with counters, if a catalog is given.',
  why: 'They treat every fall of a value as a restart of a counter and add the new value: a gauge that falls from 1000 to 520 seems to increase by 520.',
  bad: 'increase(node_memory_MemAvailable_bytes[1h])',
  good: 'delta(node_memory_MemAvailable_bytes[1h])',
  standsFor: ['pint: promql/rate'],
  expression(expression, report, { catalog }) {
    const promql = promqlOf(expression);
    const series = catalog && seriesLookup(catalog);
    if (!promql || !series) return;
    for (const call of nodesOf(promql.tree, 'FunctionCall')) {
      const operation = operationOf(call, promql.text);
      if (!OF_COUNTERS.has(operation)) continue;
      const [selector] = selectorsBelow(call, promql.text);
      const type = selector && nodesOf(call, 'SubqueryExpr').length === 0 ? series(selector.name)?.type : undefined;
      if (type === 'gauge' || type === 'recorded') {
        report({
          from: call.from,
          to: call.to,
          message: `${operation} of ${selector?.name}, which is ${type === 'gauge' ? 'a gauge' : 'computed by a recording rule and not a counter'}: every fall counts as a restart`,
          hint:
            operation === 'increase'
              ? 'Write delta(…) for the change of a gauge.'
              : 'Write deriv(…) or delta(…) for a gauge.',
        });
      }
    }
  },
};
