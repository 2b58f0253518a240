import { findDatasource } from '../../folder/lookups/datasource.ts';
import type { Rule } from '../rule.ts';

/** Core data sources whose plugins do not support alerting. */
const WITHOUT_ALERTING = new Set([
  'tempo',
  'jaeger',
  'zipkin',
  'alertmanager',
  'grafana-pyroscope-datasource',
  'parca',
]);

/** An alert rule queries data sources that support alerting. */
export const alertBackend: Rule = {
  id: 'alert/backend',
  severity: 'error',
  description: 'An alert rule queries data sources that support alerting.',
  why: 'Alert rules are evaluated by the Grafana server. The plugins of Tempo, Jaeger, Zipkin and Alertmanager do not answer its queries, so each evaluation fails.',
  bad: 'data: [{refId: A, datasourceUid: tempo, …}]',
  good: 'data: [{refId: A, datasourceUid: prometheus, …}]',
  alertQuery(query, report, context) {
    const source = findDatasource(query.datasourceUid, query.alert.group.orgId, context);
    if (!source || !WITHOUT_ALERTING.has(source.type)) return;
    report({
      at: ['datasourceUid'],
      message: `${query.label} queries "${source.name}" of type ${source.type}, which does not support alerting, so every evaluation fails.`,
      hint: 'Query a metric that is derived from it, such as span metrics in Prometheus.',
    });
  },
};
