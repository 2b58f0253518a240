import { factsOf } from '../../folder/expressions/expression-facts.ts';
import type { Rule } from '../rule.ts';

/** A quantile of a histogram is computed from buckets that still have `le`. */
export const queryQuantileLe: Rule = {
  id: 'query/quantile-le',
  severity: 'error',
  description: 'histogram_quantile is given buckets that still have the label le.',
  why: 'Without le, Prometheus cannot distinguish the buckets and returns nothing; a gauge or a counter has no buckets at all.',
  bad: 'histogram_quantile(0.99, sum by (handler) (rate(http_request_duration_seconds_bucket[5m])))',
  good: 'histogram_quantile(0.99, sum by (handler, le) (rate(http_request_duration_seconds_bucket[5m])))',
  expression(expression, report, { catalog }) {
    for (const { kind, from, to, message, hint } of factsOf(expression, catalog)?.problems ?? []) {
      // VictoriaMetrics has buckets with vmrange instead, which query/metricsql reports.
      if (kind === 'quantile' && !/\bvmrange\b/.test(expression.mapped.text))
        report({ from, to, message, ...(hint === undefined ? {} : { hint }) });
    }
  },
};
