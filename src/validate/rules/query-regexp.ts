import { promqlOf } from '../../folder/expressions/expression-facts.ts';
import { isAsWritten } from '../../folder/expressions/mapped-text.ts';
import { selectorsBelow } from '../../folder/expressions/promql-nodes.ts';
import { goPattern } from '../../grafana/go-pattern.ts';
import type { Rule } from '../rule.ts';

/** A regex matcher holds a regex that Prometheus can read, and no plain text. */
export const queryRegexp: Rule = {
  id: 'query/regexp',
  severity: 'warning',
  description: 'A regex matcher has a valid regex without anchors, and is not just a plain string.',
  why: 'Prometheus refuses a query whose regex it cannot read. It anchors each regex at both ends itself, so ^ and $ have no effect, and it finds a plain string faster with =.',
  bad: 'up{job=~"^api$"}',
  good: 'up{job="api"}',
  standsFor: ['pint: promql/regexp'],
  expression(expression, report) {
    const promql = promqlOf(expression);
    if (!promql) return;
    for (const { label, operator, value, from, to } of selectorsBelow(promql.tree, promql.text).flatMap(
      ({ matchers }) => matchers,
    )) {
      if ((operator !== '=~' && operator !== '!~') || !isAsWritten(expression.mapped, from, to)) continue;
      const plain = operator === '=~' ? '=' : '!=';
      if (!isReadable(value))
        report({
          from,
          to,
          message: `the regex of ${label} cannot be read`,
          hint: 'Close its brackets and escape what is meant literally by two backslashes.',
          severity: 'error',
        });
      else if (/^\^|(?<!\\)\$$/.test(value))
        report({
          from,
          to,
          message: `the regex of ${label} has an anchor, but Prometheus anchors every regex itself`,
          hint: 'Remove ^ and $.',
        });
      else if (/^[\w/: -]+$/.test(value))
        report({
          from,
          to,
          message: `the regex of ${label} is a plain string`,
          hint: `Write ${label}${plain}"${value}".`,
        });
    }
  },
};

function isReadable(value: string): boolean {
  // The backslash of a regex stands twice in a string of PromQL.
  return goPattern(value.replaceAll('\\\\', '\\')) !== undefined;
}
