import type { Expression } from '../../folder/expressions/expression.ts';
import { hasMetricsql } from '../../folder/expressions/metricsql.ts';
import type { Queries } from '../../folder/expressions/prepare.ts';
import type { Query } from '../../folder/folder.ts';
import { getOrInsert } from '../../folder/get-or-insert.ts';
import type { Rule } from '../rule.ts';

/** A source that is asked in MetricsQL is a VictoriaMetrics. */
export const queryMetricsql: Rule = {
  id: 'query/metricsql',
  severity: 'warning',
  description: 'A data source with queries in MetricsQL is known to be VictoriaMetrics.',
  why: 'In Grafana, VictoriaMetrics is a data source of type prometheus. Prometheus refuses what MetricsQL adds to PromQL, and such a query is not checked here.',
  bad: 'topk_max(5, rate(http_requests_total[5m]))',
  good: 'topk(5, rate(http_requests_total[5m]))',
  folder({ queries: all }, report, { queries, elsewhere }) {
    if (!queries) return;
    const told = new Set<string>();
    for (const query of all) {
      const found = query.language === 'promql' ? expressionIn(query, queries) : undefined;
      if (!found) continue;
      const { sourceUid = '', flavour } = found;
      if (flavour === undefined && told.has(sourceUid)) continue;
      told.add(sourceUid);
      const source = sourceUid === '' ? 'the default data source' : `the data source "${sourceUid}"`;
      report({
        place: query,
        ...(flavour ? { severity: 'note' } : {}),
        message: flavour
          ? `${query.label} is MetricsQL, which pf-grafana cannot read, so it was not checked.`
          : `${query.label} is MetricsQL, which only VictoriaMetrics understands: if ${source} is a Prometheus, the query fails. It was not checked, and other queries of this source may have the same problem.`,
        hint: flavour
          ? 'Try it in Explore.'
          : `If it is VictoriaMetrics, write { uid: '${sourceUid}', flavour: 'VictoriaMetrics' } into validate.datasources of the configuration${elsewhere.naming === 'options' ? ' (pf-grafana.config.ts)' : ''}.`,
      });
    }
  },
};

/** Whether a query is asked in MetricsQL, so that its source is told of. */
export function isMetricsql(query: Query, queries: Queries): boolean {
  return query.language === 'promql' && expressionIn(query, queries) !== undefined;
}

type Found = Pick<Expression, 'sourceUid' | 'flavour'>;
/** Each query is asked for when its dashboard is judged, and for the whole folder. */
const known = new WeakMap<Queries, WeakMap<Query, Found | 'none'>>();

/** The first form of a query that is MetricsQL and not PromQL. */
function expressionIn(query: Query, queries: Queries): Found | undefined {
  const ofFolder = getOrInsert(known, queries, () => new WeakMap<Query, Found | 'none'>());
  const found = getOrInsert(ofFolder, query, () => {
    const first = firstIn(query, queries);
    return first ? { sourceUid: first.sourceUid, ...(first.flavour ? { flavour: first.flavour } : {}) } : 'none';
  });
  return found === 'none' ? undefined : found;
}

function firstIn(query: Query, queries: Queries): Expression | undefined {
  return queries
    .expressions(query)
    .find(
      (expression) =>
        /\bvmrange\b/.test(expression.mapped.text) ||
        ((expression.flavour !== undefined || hasMetricsql(expression.mapped.text)) &&
          queries.parse(expression).isOtherDialect === true),
    );
}
