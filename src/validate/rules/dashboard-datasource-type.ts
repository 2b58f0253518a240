import { writtenRefs } from '../../folder/datasource-refs.ts';
import type { Dashboard } from '../../folder/folder.ts';
import { textOf } from '../../folder/json.ts';
import { findDatasource, isBuiltIn } from '../../folder/lookups/datasource.ts';
import { isSameSourceType } from '../../grafana/registries/datasource-types.ts';
import type { Context, Rule } from '../rule.ts';

/** The type in a data source reference is that of the data source. */
export const dashboardDatasourceType: Rule = {
  id: 'dashboard/datasource-type',
  severity: 'warning',
  description: 'The type next to the uid of a data source is the type of that source.',
  why: 'Grafana finds the source by its uid and ignores the type next to it: the query goes to another kind of source than the file says, and its editor opens with the form of that other kind.',
  bad: '"datasource": {"type": "loki", "uid": "prometheus"}',
  good: '"datasource": {"type": "prometheus", "uid": "prometheus"}',
  dashboard(dashboard, report, context) {
    for (const { owner, type, uid } of writtenRefs(dashboard)) {
      const actual = typeBehind(uid, dashboard, context);
      if (actual === undefined || isSameSourceType(actual, type)) continue;
      report({
        place: owner,
        at: ['datasource', 'type'],
        message: `${owner.label} names the data source "${uid}" as type ${type}, but it is of type ${actual}; Grafana uses the uid.`,
        hint: `Write "type": "${actual}", or the uid of a ${type}.`,
      });
    }
  },
};

/** The type of the provisioned source, or of the sources that a variable offers. */
function typeBehind(uid: string, { orgId, variables }: Dashboard, context: Context): string | undefined {
  if (isBuiltIn(uid)) return undefined;
  const [, name] = /^\$\{?(\w+)/.exec(uid) ?? [];
  if (name === undefined) return findDatasource(uid, orgId, context)?.type;
  const variable = variables.find((candidate) => candidate.name === name && candidate.type === 'datasource');
  return textOf(variable?.json['query']) || undefined;
}
