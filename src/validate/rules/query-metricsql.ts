import type { Expression } from '../../folder/expressions/expression.ts';
import { hasMetricsql } from '../../folder/expressions/metricsql.ts';
import type { Queries } from '../../folder/expressions/prepare.ts';
import type { Dashboard, Place, Query } from '../../folder/folder.ts';
import { getOrInsert } from '../../folder/get-or-insert.ts';
import { uniqueDashboards } from '../../folder/open-folder.ts';
import type { Rule } from '../rule.ts';

/** A data source with queries in MetricsQL is known to be VictoriaMetrics. */
export const queryMetricsql: Rule = {
  id: 'query/metricsql',
  severity: 'warning',
  description: 'A data source with queries in MetricsQL is known to be VictoriaMetrics.',
  why: 'In Grafana, VictoriaMetrics is a data source of type prometheus. Prometheus refuses what MetricsQL adds to PromQL, and such a query is not checked here.',
  bad: 'topk_max(5, rate(http_requests_total[5m]))',
  good: 'topk(5, rate(http_requests_total[5m]))',
  folder({ dashboards, alertQueries }, report, { queries, elsewhere }) {
    if (!queries) return;
    const told = new Set<string>();
    const all = [
      ...uniqueDashboards(dashboards).flatMap((dashboard) => metricsqlIn(dashboard, queries)),
      ...foundIn(alertQueries, queries),
    ];
    for (const { place, label, sourceUid = '', flavour } of all) {
      if (flavour === undefined && told.has(sourceUid)) continue;
      told.add(sourceUid);
      const source = sourceUid === '' ? 'the default data source' : `the data source "${sourceUid}"`;
      report({
        place,
        ...(flavour ? { severity: 'note' } : {}),
        message: flavour
          ? `${label} is MetricsQL, which pf-grafana cannot read, so it was not checked.`
          : `${label} is MetricsQL, which only VictoriaMetrics understands: if ${source} is a Prometheus, the query fails. It was not checked, and other queries of this source may have the same problem.`,
        hint: flavour
          ? 'Try it in Explore.'
          : `If it is VictoriaMetrics, write { uid: '${sourceUid}', flavour: 'VictoriaMetrics' } into validate.datasources of the configuration${elsewhere.naming === 'options' ? ' (pf-grafana.config.ts)' : ''}.`,
      });
    }
  },
};

/** A query in MetricsQL, without a reference to its dashboard, so that this is not kept in memory. */
interface Found extends Pick<Expression, 'sourceUid' | 'flavour'> {
  readonly place: Place;
  readonly label: string;
}

/** Cached, because each dashboard is needed for its own check and for that of the whole folder. */
const known = new WeakMap<Queries, WeakMap<Dashboard, readonly Found[]>>();

/** The queries of a dashboard in MetricsQL, because of which their data source is reported. */
export function metricsqlIn(dashboard: Dashboard, queries: Queries): readonly Found[] {
  const ofFolder = getOrInsert(known, queries, () => new WeakMap<Dashboard, readonly Found[]>());
  if (queries.isJudged(dashboard.source)) return [];
  return getOrInsert(ofFolder, dashboard, () => foundIn(dashboard.queries, queries));
}

function foundIn(list: readonly Query[], queries: Queries): readonly Found[] {
  return list.flatMap((query): Found[] => {
    const first = query.language === 'promql' ? firstIn(query, queries) : undefined;
    if (!first) return [];
    const { source, path, label } = query;
    const { sourceUid, flavour } = first;
    return [{ place: { source, path }, label, sourceUid, ...(flavour ? { flavour } : {}) }];
  });
}

/** The first expression of a query that is MetricsQL. */
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
