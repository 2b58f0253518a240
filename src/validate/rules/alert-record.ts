import { missingDatasource, nameInstead } from '../../folder/lookups/datasource.ts';
import { scalar } from '../../folder/entities/scalars.ts';
import { isObject } from '../../folder/json.ts';
import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';

/** A recording rule writes the result of one of its queries to a source that exists. */
export const alertRecord: Rule = {
  id: 'alert/record',
  severity: 'error',
  description: 'A recording rule writes the result of one of its queries into a data source that exists.',
  why: 'Grafana checks neither when it loads the file: each evaluation then ends in an error, and the series that other queries need is never written.',
  bad: 'record: {metric: cpu:avg, from: B}\ndata: [{refId: A, …}]',
  good: 'record: {metric: cpu:avg, from: A}\ndata: [{refId: A, …}]',
  alert(alert, report, context) {
    const { record } = alert.json;
    if (!isObject(record)) return;
    const from = scalar(record['from']) ?? '';
    if (from !== '' && !isUnknown(alert, 'record', 'from') && !alert.queries.some(({ refId }) => refId === from))
      report({
        at: ['record', 'from'],
        message: `${alert.label} records the result of ${from}, but has no query with that refId, so every evaluation ends in an error.`,
        hint:
          alert.queries.length === 0
            ? 'Add the query to its data.'
            : `Use one of its queries: ${alert.queries.flatMap(({ refId }) => refId || []).join(', ')}.`,
      });
    const target = scalar(record['targetDatasourceUid']) ?? '';
    if (target === '' || isUnknown(alert, 'record', 'targetDatasourceUid')) return;
    const { orgId } = alert.group;
    const named = nameInstead(target, orgId, context);
    const missing = named
      ? { hint: named.uid ? `Write its uid, "${named.uid}".` : 'Give the data source a uid, and write that.' }
      : missingDatasource(target, orgId, context);
    if (missing)
      report({
        at: ['record', 'targetDatasourceUid'],
        message: `${alert.label} writes to the data source "${target}", ${named ? 'by its name, but only a uid works here' : `which is not provisioned here for org ${orgId}`}, so nothing is recorded.`,
        ...missing,
      });
  },
};
