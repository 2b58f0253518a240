import { logqlOf, promqlOf } from '../../folder/expressions/expression-facts.ts';
import { logqlRegexes } from '../../folder/expressions/logql-facts.ts';
import { isAsWritten } from '../../folder/expressions/mapped-text.ts';
import type { ParsedExpression } from '../../folder/expressions/prepare.ts';
import {
  argumentsOf,
  isReadableRegex,
  nodesOf,
  operationOf,
  selectorsBelow,
} from '../../folder/expressions/promql-nodes.ts';
import type { ExpressionFinding, Rule } from '../rule.ts';

/** A regex matcher has a valid regex and is not just a plain string. */
export const queryRegexp: Rule = {
  id: 'query/regexp',
  severity: 'warning',
  description: 'A regex matcher has a valid regex without anchors, and is not just a plain string.',
  why: 'Prometheus and Loki refuse a query whose regex they cannot read. Prometheus anchors the regex of a matcher at both ends itself, so ^ and $ have no effect, and it finds a plain string faster with =.',
  bad: 'up{job=~"^api$"}',
  good: 'up{job="api"}',
  standsFor: ['pint: promql/regexp'],
  expression(expression, report) {
    for (const { of, from, to, value } of computedRegexes(expression))
      if (isAsWritten(expression.mapped, from, to) && !isReadableRegex(value)) report(unreadable(of, from, to));
    const promql = promqlOf(expression);
    if (!promql) return;
    for (const { label, operator, value, from, to } of selectorsBelow(promql.tree, promql.text).flatMap(
      ({ matchers }) => matchers,
    )) {
      if ((operator !== '=~' && operator !== '!~') || !isAsWritten(expression.mapped, from, to)) continue;
      const plain = operator === '=~' ? '=' : '!=';
      if (!isReadableRegex(value)) report(unreadable(label, from, to));
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

function unreadable(of: string, from: number, to: number): ExpressionFinding {
  return {
    from,
    to,
    message: `the regex of ${of} cannot be read`,
    hint: 'Close its brackets, and escape literal characters with two backslashes.',
    severity: 'error',
  };
}

/** Regexes outside of PromQL matchers, which are checked in more detail. */
function computedRegexes(expression: ParsedExpression): ReturnType<typeof logqlRegexes> {
  const logql = logqlOf(expression);
  if (logql) return logqlRegexes(logql.tree, logql.text);
  const promql = promqlOf(expression);
  if (!promql) return [];
  return nodesOf(promql.tree, 'FunctionCall').flatMap((call) => {
    const literal = operationOf(call, promql.text) === 'label_replace' ? argumentsOf(call)[4] : undefined;
    if (literal?.name !== 'StringLiteral') return [];
    const { from, to } = literal;
    return [{ of: 'label_replace', from, to, value: promql.text.slice(from + 1, to - 1) }];
  });
}
