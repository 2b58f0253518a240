import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { missingMatchers } from '../../folder/expressions/promql-matchers.ts';
import type { Rule } from '../rule.ts';

/** Every selector of a panel has the matcher for the job variable. */
export const queryJobMatcher: Rule = {
  id: 'query/job-matcher',
  severity: 'note',
  description: 'Every selector of a panel has the matcher job=~"$job".',
  why: 'Dashboards of a mixin are installed by others, who choose their jobs with a variable; a selector without this matcher shows all jobs.',
  bad: 'sum(rate(http_requests_total[$__rate_interval]))',
  good: 'sum(rate(http_requests_total{job=~"$job"}[$__rate_interval]))',
  standsFor: ['dashboard-linter: target-job-rule'],
  differs:
    'Also checked in a dashboard without a variable for its Prometheus, where the linter does not check queries.',
  presets: ['mixin'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql || expression.role !== 'panel') return;
    for (const { from, to } of missingMatchers(promql, expression.mapped, 'job'))
      report({ from, to, message: 'the selector lacks job=~"$job"', hint: 'Add job=~"$job".' });
  },
};
