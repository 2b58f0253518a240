import { findDatasource } from '../../folder/lookups/datasource.ts';
import type { Rule } from '../rule.ts';

/** Core data sources whose plugin answers no alert rule. */
const WITHOUT_ALERTING = new Set([
  'tempo',
  'jaeger',
  'zipkin',
  'alertmanager',
  'grafana-pyroscope-datasource',
  'parca',
]);

/** An alert rule asks data sources that can be alerted on. */
export const alertBackend: Rule = {
  id: 'alert/backend',
  severity: 'error',
  description: 'An alert rule asks data sources that can be alerted on.',
  why: 'A rule is evaluated by the server. The plugins of Tempo, Jaeger, Zipkin and Alertmanager answer none, so each evaluation fails.',
  bad: 'data: [{refId: A, datasourceUid: tempo, …}]',
  good: 'data: [{refId: A, datasourceUid: prometheus, …}]',
  alertQuery(query, report, context) {
    const source = findDatasource(query.datasourceUid, query.alert.group.orgId, context);
    if (!source || !WITHOUT_ALERTING.has(source.type)) return;
    report({
      at: ['datasourceUid'],
      message: `${query.label} asks "${source.name}" of type ${source.type}, which cannot be alerted on, so every evaluation fails.`,
      hint: 'Ask a metric that is derived from it, such as span metrics in Prometheus.',
    });
  },
};
