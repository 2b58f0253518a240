import { logqlProblemsOf } from '../../folder/expressions/expression-facts.ts';
import type { Rule } from '../rule.ts';

/** A LogQL query wants a value of at least one label. */
export const queryLokiSelector: Rule = {
  id: 'query/loki-selector',
  severity: 'error',
  description: 'A LogQL query wants a value of at least one stream label.',
  why: 'Loki refuses a selector that a stream without any label could fit: "queries require at least one regexp or equality matcher that does not have an empty-compatible value". A variable whose text for All is .* makes one.',
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
