import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { ProvisioningFolder } from '../folder/folder.ts';
import { uniqueDashboards } from '../folder/open-folder.ts';
import type { Language } from '../grafana/query-expansion/language.ts';

/** What was read of a folder. */
export interface Coverage {
  readonly files: number;
  readonly dashboards: number;
  readonly panels: number;
  readonly dataSources: number;
  readonly alertRules: number;
  readonly contactPoints: number;
  /** Query texts by language. */
  readonly queries: Readonly<Record<Language, number>>;
  /** Number of rules that ran. */
  readonly rules: number;
}

/** Findings that report something as not read, in addition to the notes `unchecked/…`. */
const UNREAD = new Set([
  'file/foreign',
  'file/ignored',
  'query/metricsql',
  'panel/library',
  'provider/path',
  'file/size',
  'file/encoding',
]);

/** Whether a finding reports that something was not checked. */
export function isUnchecked({ id }: Pick<Diagnostic, 'id'>): boolean {
  return id.startsWith('unchecked/') || UNREAD.has(id);
}

/** Counts what was read of folders. */
export function coverageOf(folders: readonly ProvisioningFolder[], rules: number): Coverage {
  const sum = (count: (folder: ProvisioningFolder) => number) =>
    folders.reduce((total, folder) => total + count(folder), 0);
  const counts = folders.flatMap(({ dashboards }) => uniqueDashboards(dashboards).map((dashboard) => dashboard.counts));
  const queriesIn = (language: Language) =>
    counts.reduce((total, { queries }) => total + (queries.get(language) ?? 0), 0) +
    sum(({ alertQueries }) => alertQueries.filter((query) => query.language === language).length);
  return {
    files: sum(({ sources }) => sources.length),
    dashboards: counts.length,
    panels: counts.reduce((total, { panels }) => total + panels, 0),
    dataSources: sum(({ datasources }) => datasources.length),
    alertRules: sum(({ groups }) => groups.reduce((total, { alerts }) => total + alerts.length, 0)),
    contactPoints: sum(({ contactPoints }) => contactPoints.length),
    queries: {
      promql: queriesIn('promql'),
      logql: queriesIn('logql'),
      postgres: queriesIn('postgres'),
      clickhouse: queriesIn('clickhouse'),
    },
    rules,
  };
}
