import { memoryTree } from '../../folder/file-tree.ts';
import { findFolders, openFolder } from '../../folder/open-folder.ts';
import { prepareQueries } from '../../folder/expressions/prepare.ts';
import type { Rule } from '../../validate/rule.ts';
import { validateFolder, type ValidateOptions } from '../../validate/validate.ts';

/** A query and its position. */
export interface AskedQuery {
  readonly language: 'promql' | 'logql' | 'postgres' | 'clickhouse';
  readonly text: string;
  /** By default in a panel. */
  readonly as?: 'panel' | 'variable' | 'annotation' | 'alert';
  /** Variables of the dashboard. */
  readonly variables?: readonly Readonly<Record<string, unknown>>[];
  /** An unusual reference to its data source in a dashboard. */
  readonly datasource?: Readonly<Record<string, unknown>>;
  /** Additional members of the target or the rule's query. */
  readonly target?: Readonly<Record<string, unknown>>;
  /** Additional members of the rule. */
  readonly rule?: Readonly<Record<string, unknown>>;
  /** Queries and expressions after A. */
  readonly data?: readonly Readonly<Record<string, unknown>>[];
}

const TYPES = {
  promql: 'prometheus',
  logql: 'loki',
  postgres: 'grafana-postgresql-datasource',
  clickhouse: 'grafana-clickhouse-datasource',
} as const;
const PROVIDER =
  'apiVersion: 1\nproviders:\n  - name: p\n    folder: F\n    type: file\n    options: {path: /var/lib/grafana/dashboards}\n';

/** The findings of rules for one query: `id severity "the underlined characters"`, one per finding. */
export async function queryFindings(
  query: AskedQuery,
  rules: readonly Rule[],
  options: ValidateOptions = {},
): Promise<string[]> {
  const tree = memoryTree(new Map(Object.entries(filesOf(query))), '');
  const [root = ''] = findFolders(tree, '');
  const folder = openFolder(tree, root);
  const found = validateFolder(folder, { ...options, rules, queries: await prepareQueries(folder) });
  return found.map(
    ({ id, severity, at }) =>
      `${id} ${severity} ${JSON.stringify(decoded(at?.excerpt?.slice((at.column ?? 1) - 1, (at.endColumn ?? 1) - 1) ?? ''))}`,
  );
}

function filesOf(query: AskedQuery): Record<string, string> {
  return query.as === 'alert'
    ? { 'provisioning/alerting/a.yaml': JSON.stringify(alerting(query), undefined, 1) }
    : {
        'provisioning/dashboards/d.yaml': PROVIDER,
        'dashboards/d.json': JSON.stringify(dashboard(query), undefined, 1),
      };
}

function alerting({ language, text, target, rule, data = [] }: AskedQuery) {
  const model = { refId: 'A', datasource: { type: TYPES[language], uid: 'u' }, ...texts(language, text), ...target };
  const asked = { refId: 'A', datasourceUid: 'u', relativeTimeRange: { from: 600, to: 0 }, model };
  return {
    apiVersion: 1,
    groups: [
      {
        name: 'g',
        folder: 'F',
        interval: '1m',
        rules: [{ uid: 'r', title: 'R', condition: 'A', for: '5m', data: [asked, ...data], ...rule }],
      },
    ],
  };
}

function dashboard({
  language,
  text,
  as = 'panel',
  variables = [],
  target,
  datasource = { type: TYPES[language], uid: 'u' },
}: AskedQuery) {
  return {
    uid: 'd',
    title: 'D',
    panels:
      as === 'panel'
        ? [
            {
              id: 1,
              type: 'timeseries',
              title: 'P',
              datasource,
              targets: [{ refId: 'A', datasource, ...texts(language, text), ...target }],
            },
          ]
        : [],
    templating: {
      list: [...(as === 'variable' ? [{ name: 'asked', type: 'query', datasource, query: text }] : []), ...variables],
    },
    annotations: { list: as === 'annotation' ? [{ name: 'N', datasource, ...texts(language, text) }] : [] },
  };
}

function texts(language: AskedQuery['language'], text: string) {
  return language === 'promql' || language === 'logql' ? { expr: text } : { rawSql: text };
}

/** The characters of a JSON text, without its escapes. */
function decoded(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}
