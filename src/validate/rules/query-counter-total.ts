import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { isRaw } from '../../folder/expressions/promql-counters.ts';
import { nodesOf, selectorOf } from '../../folder/expressions/promql-nodes.ts';
import type { Rule } from '../rule.ts';

/** A metric whose name ends in _total is read through rate or increase. */
export const queryCounterTotal: Rule = {
  id: 'query/counter-total',
  severity: 'note',
  description: 'A metric whose name ends in _total is read through rate, irate or increase.',
  why: 'By convention it is a counter, whose plain value falls to 0 with every restart. A gauge with such a name is reported too, so this rule belongs to the mixin preset; query/counter-rate uses the catalog instead.',
  bad: 'sum(http_requests_total{code="500"})',
  good: 'sum(rate(http_requests_total{code="500"}[$__rate_interval]))',
  standsFor: ['dashboard-linter: target-counter-agg-rule'],
  differs:
    'The linter checks the text of the selector, which ends in a brace when it has matchers; here only the name counts.',
  presets: ['mixin'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql || expression.role !== 'panel') return;
    for (const node of nodesOf(promql.tree, 'VectorSelector')) {
      const { name } = selectorOf(node, promql.text);
      if (name.endsWith('_total') && isRaw(node, promql.text))
        report({
          from: node.from,
          to: node.to,
          message: `${name} is not read through rate, irate or increase`,
          hint: `Write rate(${name}[$__rate_interval]).`,
        });
    }
  },
};
