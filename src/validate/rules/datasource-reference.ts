import { isUnknown } from '../../folder/loaded.ts';
import { missingDatasource } from '../../folder/lookups/datasource.ts';
import { isObject } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

/** A data source links to data sources that exist. */
export const datasourceReference: Rule = {
  id: 'datasource/reference',
  severity: 'error',
  description: 'Exemplars, derived fields and trace links of a data source lead to sources that exist.',
  why: 'Grafana looks up the uid only when somebody clicks the link; then the link from a metric or a log line to its trace does not work.',
  bad: 'jsonData: {exemplarTraceIdDestinations: [{name: trace_id, datasourceUid: tempo}]}',
  good: 'jsonData: {exemplarTraceIdDestinations: [{name: trace_id, datasourceUid: tempo}]}\n# and a data source with the uid tempo',
  datasource(source, report, context) {
    for (const [at, uid] of references(source.json['jsonData'], ['jsonData'])) {
      if (isUnknown(source, ...at)) continue;
      const missing = missingDatasource(uid, source.orgId, context);
      if (missing)
        report({
          at,
          message: `${source.label} links to the data source "${uid}", which is not provisioned here for org ${source.orgId}.`,
          ...missing,
        });
    }
  },
};

function references(value: unknown, at: Path): [Path, string][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => references(item, [...at, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]): [Path, string][] =>
    key === 'datasourceUid' && typeof member === 'string' ? [[[...at, key], member]] : references(member, [...at, key]),
  );
}
