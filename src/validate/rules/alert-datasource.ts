import { isUnknown } from '../../folder/loaded.ts';
import { missingDatasource } from '../../folder/lookups/datasource.ts';
import type { Rule } from '../rule.ts';

/** An alert rule asks data sources that exist. */
export const alertDatasource: Rule = {
  id: 'alert/datasource',
  severity: 'error',
  description: 'An alert rule asks data sources that exist.',
  why: 'Grafana does not check the uid when it loads the file. Each evaluation then fails, and the rule is in the Error state until somebody looks.',
  bad: 'data: [{refId: A, datasourceUid: prometeus, …}]',
  good: 'data: [{refId: A, datasourceUid: prometheus, …}]',
  alertQuery(query, report, context) {
    if (isUnknown(query, 'datasourceUid')) return;
    const missing = missingDatasource(query.datasourceUid, query.alert.group.orgId, context);
    if (!missing) return;
    report({
      at: ['datasourceUid'],
      message: `${query.label} asks the data source "${query.datasourceUid}", which nothing here provisions for org ${query.alert.group.orgId}; without it every evaluation fails.`,
      ...missing,
    });
  },
};
