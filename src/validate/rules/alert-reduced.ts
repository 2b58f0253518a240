import { inputsOf } from '../../folder/expression-inputs.ts';
import type { AlertQuery, AlertRule } from '../../folder/folder.ts';
import { isOverRange } from '../../folder/expressions/alert-result.ts';
import type { Queries } from '../../folder/expressions/prepare.ts';
import type { Rule } from '../rule.ts';

/** Expressions whose result is a time series when their input is one. */
const KEEP_LINES = new Set<unknown>(['math', 'threshold', 'resample']);

/** The condition of an alert rule is one number for each series. */
export const alertReduced: Rule = {
  id: 'alert/reduced',
  severity: 'error',
  description:
    'The condition of an alert rule is one number for each series: from an instant query, or from a query that is reduced.',
  why: 'With a time series as the condition, each evaluation ends in an error: "looks like time series data, only reduced data can be alerted on". A Prometheus or Loki query is a range query unless it says otherwise; a threshold, math or resample of a time series is a time series again.',
  bad: 'condition: C\ndata: [{refId: A, model: {expr: up}, …}, {refId: C, model: {type: threshold, expression: A, …}, …}]',
  good: 'condition: C\ndata: [{refId: A, model: {expr: up, instant: true}, …}, {refId: C, model: {type: threshold, expression: A, …}, …}]',
  alert(alert, report, { queries }) {
    const condition = alert.queries.find(({ refId }) => refId === alert.json['condition']);
    const line = queries && condition && lineBehind(condition, alert, queries, new Set());
    if (!line) return;
    const what = line === condition ? 'which is a range query' : `which is computed from the range query ${line.refId}`;
    const moment = queries.ofAlert(line)?.language === 'logql' ? 'queryType: instant' : 'instant: true, range: false';
    report({
      at: ['condition'],
      message: `${alert.label} has the condition ${condition.refId}, ${what} and returns a time series instead of a number, so every evaluation ends in an error.`,
      hint: `Make query ${line.refId} an instant query (${moment}), or add a reduce expression after it.`,
    });
  },
};

/** The query whose time series reaches an expression without being reduced. */
function lineBehind(
  query: AlertQuery,
  alert: AlertRule,
  queries: Queries,
  seen: Set<AlertQuery>,
): AlertQuery | undefined {
  if (seen.has(query)) return undefined;
  seen.add(query);
  if (!query.isExpression) {
    const language = queries.ofAlert(query)?.language;
    return (language === 'promql' || language === 'logql') && isOverRange(query) ? query : undefined;
  }
  if (!KEEP_LINES.has(query.model['type'])) return undefined;
  return inputsOf(query)
    .flatMap(({ refId }) => alert.queries.filter((other) => other.refId === refId))
    .map((input) => lineBehind(input, alert, queries, seen))
    .find((found) => found !== undefined);
}
