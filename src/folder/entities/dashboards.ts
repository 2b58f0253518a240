import { dirname } from 'node:path/posix';

import type { Language } from '../../grafana/query-expansion/language.ts';
import type {
  Annotation,
  Dashboard,
  DashboardCounts,
  DatasourceRef,
  Query,
  Panel,
  Provider,
  Target,
  Variable,
} from '../folder.ts';
import type { KnownDashboard } from '../known-dashboards.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from '../json.ts';
import { NONE_UNKNOWN } from '../loaded.ts';
import type { FindSource } from '../lookups/source-type.ts';
import type { DashboardSource } from '../source/dashboard-source.ts';
import { forGood, latestOnly } from '../source/latest-only.ts';
import type { Path } from '../source/source.ts';
import { dashboardQueries } from './query-texts.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The content of a dashboard. */
interface Content {
  readonly json: JsonObject;
  readonly panels: readonly Panel[];
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
}
const latestContent = latestOnly<Content>();
const latestQueries = latestOnly<readonly Query[]>();

/** How a dashboard is read. */
export interface DashboardReading {
  readonly findSource: FindSource;
  /**
   * False when there are too many dashboards to hold: content is then rebuilt when it is needed after another
   * dashboard's.
   */
  readonly isHeld: boolean;
}

/**
 * The dashboard of a provider's file, where `below` is the path inside the provider's folder; `servedBy` returns the
 * same dashboard for another provider of that file.
 */
export function dashboardOf(
  source: DashboardSource,
  provider: Provider,
  below: string,
  reading: DashboardReading,
  known?: KnownDashboard,
): { readonly dashboard: Dashboard; servedBy(provider: Provider): Dashboard } {
  const make = () => contentOf(dashboard);
  const content = reading.isHeld ? forGood(make) : latestContent(make);
  const facts = factsOf(source, provider, below, known ?? identityOf(source.value));
  const dashboard: Dashboard = dashboardWith(facts, provider, content, reading);
  return { dashboard, servedBy: (other) => dashboardWith(facts, other, content, reading) };
}

type Facts = Omit<Dashboard, 'orgId' | 'provider' | 'written' | 'queries' | 'counts' | keyof Content>;

/** The uid and the title of a dashboard. */
export function identityOf(value: unknown): KnownDashboard {
  const json = objectOf(value);
  return { uid: textOf(json['uid'])?.trim(), title: textOf(json['title']) ?? '' };
}

function factsOf(source: DashboardSource, provider: Provider, below: string, { uid, title }: KnownDashboard): Facts {
  return {
    source,
    path: [],
    unknown: NONE_UNKNOWN,
    label: `Dashboard "${title || below}"`,
    uid,
    title,
    folder: folderOf(provider, below),
  };
}

function dashboardWith(
  facts: Facts,
  provider: Provider,
  content: () => Content,
  { findSource, isHeld }: DashboardReading,
): Dashboard {
  const find = () => dashboardQueries(dashboard, findSource);
  const queries = isHeld ? forGood(find) : latestQueries(find);
  const counts = forGood(() => countsOf(dashboard));
  const dashboard: Dashboard = {
    ...facts,
    provider,
    orgId: provider.orgId,
    get json() {
      return content().json;
    },
    get written() {
      return content().json;
    },
    get panels() {
      return content().panels;
    },
    get variables() {
      return content().variables;
    },
    get annotations() {
      return content().annotations;
    },
    get queries() {
      return queries();
    },
    get counts() {
      return counts();
    },
  };
  return dashboard;
}

function contentOf(dashboard: Dashboard): Content {
  const json = objectOf(dashboard.source.value);
  return {
    json,
    panels: panelsOf(dashboard, json, []),
    variables: listOf(objectOf(json['templating'])['list']).map((entry, index) =>
      variableOf(dashboard, entry, ['templating', 'list', index]),
    ),
    annotations: listOf(objectOf(json['annotations'])['list']).map((entry, index) =>
      annotationOf(dashboard, entry, ['annotations', 'list', index]),
    ),
  };
}

function countsOf({ panels, queries }: Dashboard): DashboardCounts {
  const byLanguage = new Map<Language, number>();
  for (const { language } of queries) byLanguage.set(language, (byLanguage.get(language) ?? 0) + 1);
  return { panels: panels.filter(({ type }) => type !== 'row').length, queries: byLanguage };
}

/**
 * The folder title: with `foldersFromFilesStructure`, the name of the file's directory; otherwise the provider's
 * folder.
 */
function folderOf(provider: Provider, below: string): string {
  if (objectOf(provider.json['options'])['foldersFromFilesStructure'] !== true) return provider.folder;
  const directory = dirname(below);
  return directory === '.' ? '' : (directory.split('/').at(-1) ?? '');
}

function panelsOf(dashboard: Dashboard, holder: JsonObject, path: Path): Panel[] {
  return listOf(holder['panels']).flatMap((entry, index) => {
    const json = objectOf(entry);
    const at = [...path, 'panels', index];
    const title = textOf(json['title']) ?? '';
    const type = textOf(json['type']) ?? '';
    const id = numberOf(json['id']);
    const panel: Mutable<Panel> = {
      source: dashboard.source,
      path: at,
      json,
      written: json,
      unknown: NONE_UNKNOWN,
      label: `${type === 'row' ? 'Row' : 'Panel'} ${title === '' ? `${id === undefined ? `at ${at.join('/')}` : `id ${id}`}` : `"${title}"`} of ${lower(dashboard.label)}`,
      dashboard,
      id,
      title,
      type,
      targets: [],
    };
    const own = datasourceRef(json['datasource']);
    panel.targets = listOf(json['targets']).map((target, number) =>
      targetOf(panel, target, [...at, 'targets', number], own),
    );
    return [panel, ...panelsOf(dashboard, json, at)];
  });
}

function targetOf(panel: Panel, entry: unknown, path: Path, ofPanel: DatasourceRef | undefined): Target {
  const json = objectOf(entry);
  const refId = textOf(json['refId']) ?? '';
  return {
    source: panel.source,
    path,
    json,
    written: json,
    unknown: NONE_UNKNOWN,
    label: `Query ${refId || String(path.at(-1))} of ${lower(panel.label)}`,
    panel,
    refId,
    datasource: askedSource(datasourceRef(json['datasource']), ofPanel),
  };
}

/**
 * The data source that a target queries: Grafana replaces the target's own with its panel's, except in mixed panels and
 * for expressions.
 */
export function askedSource(
  own: DatasourceRef | undefined,
  ofPanel: DatasourceRef | undefined,
): DatasourceRef | undefined {
  if (own === undefined) return ofPanel;
  const isExpression = [own.type, own.uid].includes('__expr__') || own.uid === '-100';
  if (isExpression || ofPanel?.uid === undefined || ofPanel.uid === '' || ofPanel.uid === '-- Mixed --') return own;
  return { type: ofPanel.type ?? own.type, uid: ofPanel.uid };
}

function variableOf(dashboard: Dashboard, entry: unknown, path: Path): Variable {
  const json = objectOf(entry);
  const name = textOf(json['name']) ?? '';
  return {
    source: dashboard.source,
    path,
    json,
    written: json,
    unknown: NONE_UNKNOWN,
    label: `Variable "${name}" of ${lower(dashboard.label)}`,
    dashboard,
    name,
    type: textOf(json['type']) ?? '',
    datasource: datasourceRef(json['datasource']),
  };
}

function annotationOf(dashboard: Dashboard, entry: unknown, path: Path): Annotation {
  const json = objectOf(entry);
  const name = textOf(json['name']) ?? '';
  return {
    source: dashboard.source,
    path,
    json,
    written: json,
    unknown: NONE_UNKNOWN,
    label: `Annotation "${name}" of ${lower(dashboard.label)}`,
    dashboard,
    name,
    datasource: datasourceRef(json['datasource']),
  };
}

/** Reads `{type, uid}`, or the old form, a bare name. */
export function datasourceRef(value: unknown): DatasourceRef | undefined {
  if (typeof value === 'string') return { type: undefined, uid: value };
  return isObject(value) ? { type: textOf(value['type']), uid: textOf(value['uid']) } : undefined;
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
