import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { isRaw } from '../../folder/expressions/promql-counters.ts';
import { nodesOf, selectorOf } from '../../folder/expressions/promql-nodes.ts';
import { seriesLookup } from '../../folder/expressions/promql-series.ts';
import type { Rule } from '../rule.ts';

/** A counter is read through rate or increase. */
export const queryCounterRate: Rule = {
  id: 'query/counter-rate',
  severity: 'warning',
  description: 'A counter is read through rate, irate or increase, if a catalog is given.',
  why: 'A counter starts again at 0 when its process restarts, so its plain value mostly shows how long the process has run; a sum of counters falls whenever one of them restarts.',
  bad: 'sum(http_requests_total)',
  good: 'sum(increase(http_requests_total[$__range]))',
  standsFor: ['dashboard-linter: target-counter-agg-rule', 'pint: promql/counter'],
  expression(expression, report, { catalog }) {
    const promql = promqlOf(expression);
    const series = catalog && seriesLookup(catalog);
    if (!promql || !series || expression.role === 'variable') return;
    for (const node of nodesOf(promql.tree, 'VectorSelector')) {
      const { name } = selectorOf(node, promql.text);
      const type = series(name)?.type;
      if ((type !== 'counter' && type !== 'buckets') || !isRaw(node, promql.text)) continue;
      report({
        from: node.from,
        to: node.to,
        message: `the counter ${name} is read without rate or increase, but it starts again at 0 with every restart`,
        hint: `Write rate(${name}[$__rate_interval]) or increase(${name}[…]).`,
      });
    }
  },
};
