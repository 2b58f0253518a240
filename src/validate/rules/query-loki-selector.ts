import { logqlProblemsOf } from '../../folder/expressions/expression-facts.ts';
import type { Rule } from '../rule.ts';

/** A LogQL query requires a value for at least one stream label. */
export const queryLokiSelector: Rule = {
  id: 'query/loki-selector',
  severity: 'error',
  description: 'A LogQL query requires a value for at least one stream label.',
  why: 'Loki refuses a selector that could match a stream without any label: "queries require at least one regexp or equality matcher that does not have an empty-compatible value". A variable with .* as its value for All leads to such a selector.',
  bad: '{service_name=~".*"}',
  good: '{service_name=~".+"}',
  expression(expression, report, { catalog }) {
    for (const { kind, from, to, message, hint } of logqlProblemsOf(expression, catalog)) {
      if (kind === 'selector')
        report({
          from,
          to,
          message,
          ...(hint === undefined ? {} : { hint }),
          ...(expression.choice === 'now' ? {} : { severity: 'warning' }),
        });
    }
  },
};
