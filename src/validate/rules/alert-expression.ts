import { MATH_FUNCTIONS, MathSyntaxError } from '../../grafana/math-expression.ts';
import { circles } from '../../folder/circles.ts';
import { inputsOf, mathOf } from '../../folder/expression-inputs.ts';
import type { AlertRule } from '../../folder/folder.ts';
import { textOf } from '../../folder/json.ts';
import type { Report, Rule } from '../rule.ts';

const MATH = `Math knows numbers, $A, brackets, the operators + - * / % ** == != > >= < <= && || ! and the functions ${MATH_FUNCTIONS.join(', ')}.`;

/** Expressions of an alert rule can be parsed, read queries that the rule has, and form no cycle. */
export const alertExpression: Rule = {
  id: 'alert/expression',
  severity: 'error',
  description:
    'Expressions of an alert rule can be parsed, and refer to queries that the rule has, but not to themselves, directly or through others.',
  why: 'Grafana checks this at the first evaluation, not when it loads the file: the rule is in the Error state from then on. A threshold takes the bare refId, without a dollar; classic conditions can only read queries of data sources, and no expression can read a classic condition.',
  bad: 'data: [{refId: A, …}, {refId: C, datasourceUid: __expr__, model: {type: threshold, expression: B, …}}]',
  good: 'data: [{refId: A, …}, {refId: C, datasourceUid: __expr__, model: {type: threshold, expression: A, …}}]',
  alert(alert, report) {
    for (const query of alert.queries) {
      if (query.model['type'] === 'threshold' && textOf(query.model['expression'])?.startsWith('$')) {
        report({
          place: query,
          at: ['model', 'expression'],
          message: `${query.label} is a threshold of "${textOf(query.model['expression'])}": it takes a refId without a dollar, so it fails.`,
          hint: `Write ${textOf(query.model['expression'])?.slice(1)}.`,
        });
        continue;
      }
      const math = mathOf(query);
      if (math instanceof MathSyntaxError) {
        const { message, offset, length } = math;
        report({
          place: query,
          at: ['model', 'expression'],
          ...(length > 0 ? { within: { offset, length } } : {}),
          message: `${query.label} is not math that Grafana can read: ${message}, so every evaluation fails.`,
          hint: MATH,
        });
      }
      for (const { refId, ...place } of inputsOf(query)) {
        const input = alert.queries.find((other) => other.refId === refId);
        if (!input) {
          report({
            place: query,
            ...place,
            message: `${query.label} reads ${refId}, but the rule has no query with that refId, so every evaluation fails.`,
            hint: `Use one of: ${alert.queries
              .filter((other) => other !== query)
              .map((other) => other.refId)
              .join(', ')}.`,
          });
        } else if (query.model['type'] === 'classic_conditions' && input.isExpression) {
          report({
            place: query,
            ...place,
            message: `${query.label} is a classic condition over the expression ${refId}: it can only read queries of data sources, so it fails.`,
            hint: 'Use reduce and threshold, which also keep the labels.',
          });
        } else if (input.model['type'] === 'classic_conditions' && input.isExpression) {
          report({
            place: query,
            ...place,
            message: `${query.label} reads the classic condition ${refId}, whose result no expression can read.`,
            hint: 'Make the classic condition the condition of the rule, or use reduce and threshold.',
          });
        }
      }
    }
    reportCircles(alert, report);
  },
};

function reportCircles(alert: AlertRule, report: Report): void {
  const inputs = new Map(alert.queries.map((query) => [query.refId, inputsOf(query).map(({ refId }) => refId)]));
  for (const circle of circles(inputs)) {
    const query = alert.queries.find(({ refId }) => refId === circle[0]);
    if (query)
      report({
        place: query,
        message: `${alert.label} has expressions that form a cycle, ${[...circle, query.refId].join(' reads ')}, so every evaluation fails.`,
        hint: 'Make one of them read a query of a data source.',
      });
  }
}
