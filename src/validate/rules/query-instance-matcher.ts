import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { missingMatchers } from '../../folder/expressions/promql-matchers.ts';
import type { Rule } from '../rule.ts';

/** Every selector of a panel has the matcher for the instance variable. */
export const queryInstanceMatcher: Rule = {
  id: 'query/instance-matcher',
  severity: 'note',
  description: 'Every selector of a panel has the matcher instance=~"$instance".',
  why: 'Dashboards of a mixin are installed by others, who choose their instances with a variable; a selector without this matcher shows all instances.',
  bad: 'sum(rate(http_requests_total[$__rate_interval]))',
  good: 'sum(rate(http_requests_total{instance=~"$instance"}[$__rate_interval]))',
  standsFor: ['dashboard-linter: target-instance-rule'],
  differs:
    'Also checked in a dashboard without a variable for its Prometheus, where the linter does not check queries.',
  presets: ['mixin'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql || expression.role !== 'panel') return;
    for (const { from, to } of missingMatchers(promql, expression.mapped, 'instance'))
      report({ from, to, message: 'the selector lacks instance=~"$instance"', hint: 'Add instance=~"$instance".' });
  },
};
