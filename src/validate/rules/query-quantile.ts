import { sharesIn } from '../../folder/expressions/quantile-shares.ts';
import type { ExpressionFinding, Rule } from '../rule.ts';

/** A quantile is a number from 0 to 1. */
export const queryQuantile: Rule = {
  id: 'query/quantile',
  severity: 'warning',
  description: 'A quantile is a number from 0 to 1: 0.95, not 95.',
  why: 'For a quantile above 1 Prometheus and Loki return +Inf, and below 0 -Inf, without an error, so a limit is always or never exceeded; PostgreSQL and ClickHouse refuse the query.',
  bad: 'histogram_quantile(95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
  good: 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
  expression(expression, report) {
    for (const { value, from, to, isRefused } of sharesIn(expression))
      if (value < 0 || value > 1) report({ from, to, ...finding(value, isRefused) });
  },
};

function finding(value: number, isRefused: boolean): Pick<ExpressionFinding, 'message' | 'hint' | 'severity'> {
  const meant =
    value > 1 && value < 100 ? `Write ${Number((value / 100).toPrecision(6))}.` : 'Write a number from 0 to 1.';
  return isRefused
    ? {
        severity: 'error',
        message: `the quantile ${value} is not a number from 0 to 1, so the query fails`,
        hint: meant,
      }
    : {
        message: `the quantile ${value} is not a number from 0 to 1, so the result is ${value > 1 ? '+Inf' : '-Inf'}`,
        hint: meant,
      };
}
