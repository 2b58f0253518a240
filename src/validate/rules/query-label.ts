import { factsOf, logqlProblemsOf } from '../../folder/expressions/expression-facts.ts';
import type { Rule } from '../rule.ts';

/** Every label that a query uses exists there. */
export const queryLabel: Rule = {
  id: 'query/label',
  severity: 'error',
  description:
    'Every label that a query uses exists: on the metric, if a catalog is given, and after the aggregations before it.',
  why: 'A matcher on a label that no series has matches nothing, and a label that an aggregation dropped is empty for by() and on(): the result is empty or a single series without labels, without an error.',
  bad: 'sum by (handler) (rate(prometheus_http_requests_total{status=~"5.."}[5m]))',
  good: 'sum by (handler) (rate(prometheus_http_requests_total{code=~"5.."}[5m]))',
  expression(expression, report, { catalog }) {
    for (const { kind, from, to, message, hint, isCertain } of factsOf(expression, catalog)?.problems ?? []) {
      if (kind === 'label' && !expression.isGuess)
        report({
          from,
          to,
          message,
          ...(hint === undefined ? {} : { hint }),
          ...(isCertain ? {} : { severity: 'warning' }),
        });
    }
    for (const { kind, from, to, message, hint } of logqlProblemsOf(expression, catalog)) {
      if (kind !== 'selector') report({ from, to, message, ...(hint === undefined ? {} : { hint }) });
    }
  },
};
