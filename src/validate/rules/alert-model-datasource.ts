import { findDatasource } from '../../folder/lookups/datasource.ts';
import { objectOf, textOf } from '../../folder/json.ts';
import { isSameSourceType } from '../../grafana/registries/datasource-types.ts';
import type { Rule } from '../rule.ts';

/** The model of an alert query names the data source that Grafana queries. */
export const alertModelDatasource: Rule = {
  id: 'alert/model-datasource',
  severity: 'warning',
  description: 'The data source in the model of a query is the same as its datasourceUid.',
  why: 'Grafana queries the source of datasourceUid and ignores the one in the model, which is left over from an export. Changing only the one in the model has no effect.',
  bad: 'datasourceUid: prom-eu\nmodel: {datasource: {type: prometheus, uid: prom-us}, …}',
  good: 'datasourceUid: prom-eu\nmodel: {datasource: {type: prometheus, uid: prom-eu}, …}',
  alertQuery(query, report, context) {
    const { datasourceUid, model, label, alert } = query;
    const written = objectOf(model['datasource']);
    const [uid, type] = [textOf(written['uid']), textOf(written['type'])];
    // The value of an unknown variable may be the same.
    if (datasourceUid === '' || query.unknown.has([...query.path, 'datasourceUid'])) return;
    if (uid && uid !== datasourceUid && !isExpressionUid(uid, datasourceUid) && !uid.includes('$')) {
      report({
        at: ['model', 'datasource', 'uid'],
        message: `${label} queries "${datasourceUid}", but its model names "${uid}", which Grafana ignores.`,
        hint: `Write "${datasourceUid}" here too, or remove the datasource from the model.`,
      });
      return;
    }
    const actual = query.isExpression ? undefined : findDatasource(datasourceUid, alert.group.orgId, context)?.type;
    if (type && actual !== undefined && !isSameSourceType(actual, type))
      report({
        at: ['model', 'datasource', 'type'],
        message: `${label} names the data source "${datasourceUid}" as type ${type}, but it is of type ${actual}; Grafana uses the uid.`,
        hint: `Write ${actual}, or use the uid of a ${type}.`,
      });
  },
};

/** Expressions have two uids, and some editors write one here and the other one there. */
function isExpressionUid(left: string, right: string): boolean {
  return [left, right].every((uid) => uid === '__expr__' || uid === '-100');
}
