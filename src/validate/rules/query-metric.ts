import { nearest } from '../../diagnostics/nearest.ts';
import { factsOf } from '../../folder/expressions/expression-facts.ts';
import { seriesNames } from '../../folder/expressions/promql-series.ts';
import type { Rule } from '../rule.ts';

/** Every metric of a query is in the catalog. */
export const queryMetric: Rule = {
  id: 'query/metric',
  severity: 'error',
  description: 'Every metric of a query is in the catalog, if one is given, or is made by a recording rule.',
  why: 'For a metric that does not exist, Prometheus returns nothing instead of an error: the panel says "No data", and an alert never fires.',
  bad: 'sum(http_request_total)',
  good: 'sum(rate(http_requests_total[5m]))',
  expression(expression, report, { catalog }) {
    if (!catalog) return;
    for (const { kind, from, to, message, name = '' } of factsOf(expression, catalog)?.problems ?? []) {
      if (kind !== 'metric') continue;
      const names = seriesNames(catalog);
      const [similar] = nearest(name, names);
      // A name with a variable in it may be valid.
      if (expression.isGuess) continue;
      // Metrics of another exporter may just be missing from the catalog.
      const isForeign = !similar && !names.some((known) => namespace(known) === namespace(name));
      report({
        from,
        to,
        message,
        hint: similar ? `Did you mean ${similar}?` : 'Add it to the catalog, or use another metric.',
        ...(isForeign ? { severity: 'warning' } : {}),
      });
    }
  },
};

/** `http` of `http_requests_total`, `job` of `job:http_requests:rate5m`. */
function namespace(name: string): string {
  return name.split(/[_:]/, 1)[0] ?? '';
}
