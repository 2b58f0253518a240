import { isUnknown } from '../../folder/loaded.ts';
import { missingDatasource, nameInstead } from '../../folder/lookups/datasource.ts';
import type { Rule } from '../rule.ts';

/** An alert rule queries data sources that exist. */
export const alertDatasource: Rule = {
  id: 'alert/datasource',
  severity: 'error',
  description: 'An alert rule queries data sources that exist.',
  why: 'Grafana does not check the uid when it loads the file. Each evaluation then fails, and the rule is in the Error state until somebody notices.',
  bad: 'data: [{refId: A, datasourceUid: prometeus, …}]',
  good: 'data: [{refId: A, datasourceUid: prometheus, …}]',
  alertQuery(query, report, context) {
    if (isUnknown(query, 'datasourceUid')) return;
    const orgId = query.alert.group.orgId;
    const named = nameInstead(query.datasourceUid, orgId, context);
    if (named) {
      report({
        at: ['datasourceUid'],
        message: `${query.label} uses the data source "${query.datasourceUid}" by its name; a rule finds it only by its uid, so every evaluation fails.`,
        hint: named.uid ? `Write its uid, "${named.uid}".` : `Give the data source a uid, and write that.`,
      });
      return;
    }
    const missing = missingDatasource(query.datasourceUid, orgId, context);
    if (!missing) return;
    report({
      at: ['datasourceUid'],
      message: `${query.label} uses the data source "${query.datasourceUid}", which is not provisioned here for org ${orgId}; without it every evaluation fails.`,
      ...missing,
    });
  },
};
