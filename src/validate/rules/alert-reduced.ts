import { inputsOf } from '../../folder/expression-inputs.ts';
import type { AlertQuery, AlertRule } from '../../folder/folder.ts';
import { isOverRange } from '../../folder/expressions/alert-result.ts';
import type { Queries } from '../../folder/expressions/prepare.ts';
import type { Rule } from '../rule.ts';

/** Expressions that make a line of a line. */
const KEEP_LINES = new Set<unknown>(['math', 'threshold', 'resample']);

/** The condition of an alert rule is one number for each series. */
export const alertReduced: Rule = {
  id: 'alert/reduced',
  severity: 'error',
  description:
    'The condition of an alert rule is one number for each series: of a query that asks for one moment, or of one that is reduced.',
  why: 'Each evaluation of a line ends in an error: "looks like time series data, only reduced data can be alerted on". A query of Prometheus or Loki is one over a range unless it says otherwise; a threshold, math or resample of a line is a line again.',
  bad: 'condition: C\ndata: [{refId: A, model: {expr: up}, …}, {refId: C, model: {type: threshold, expression: A, …}, …}]',
  good: 'condition: C\ndata: [{refId: A, model: {expr: up, instant: true}, …}, {refId: C, model: {type: threshold, expression: A, …}, …}]',
  alert(alert, report, { queries }) {
    const condition = alert.queries.find(({ refId }) => refId === alert.json['condition']);
    const line = queries && condition && lineBehind(condition, alert, queries, new Set());
    if (!line) return;
    const what = line === condition ? 'which asks over a range' : `which is made of query ${line.refId} over a range`;
    const moment = queries.ofAlert(line)?.language === 'logql' ? 'queryType: instant' : 'instant: true, range: false';
    report({
      at: ['condition'],
      message: `${alert.label} has the condition ${condition.refId}, ${what} and is a line and no number, so every evaluation ends in an error.`,
      hint: `Let query ${line.refId} ask for one moment (${moment}), or put a reduce expression behind it.`,
    });
  },
};

/** The query whose line reaches an expression without a reduction. */
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
