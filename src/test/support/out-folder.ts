import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

/** The root of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** An output folder as text by path; a committed one and one rendered in process have the same form. */
export type Folder = ReadonlyMap<string, string>;

// The parts of Grafana's files that the tests read. Everything may be missing, because the tests have to detect that.

export interface DatasourceRef {
  readonly type?: string;
  readonly uid?: string;
}
export interface Target {
  readonly refId?: string;
  readonly datasource?: DatasourceRef;
  readonly expr?: string;
  readonly rawSql?: string;
  readonly format?: string | number;
  readonly queryType?: string;
  readonly pluginVersion?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
}
export interface Thresholds {
  readonly mode?: string;
  readonly steps?: readonly { readonly value: number | null; readonly color?: string }[];
}
export interface Mapping {
  readonly type?: string;
  readonly options?: unknown;
}
export interface FieldConfig {
  readonly defaults?: {
    readonly displayName?: string;
    readonly unit?: string;
    readonly decimals?: number;
    readonly noValue?: string;
    readonly mappings?: readonly Mapping[];
    readonly thresholds?: Thresholds;
  };
  readonly overrides?: readonly {
    readonly matcher?: { readonly id: string; readonly options?: unknown };
    readonly properties?: readonly { readonly id?: string; readonly value?: unknown }[];
  }[];
}
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export interface Panel {
  readonly id?: number;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly datasource?: DatasourceRef;
  readonly gridPos?: GridPos;
  readonly targets?: readonly Target[];
  readonly fieldConfig?: FieldConfig;
  readonly timeFrom?: string;
  readonly options?: {
    readonly colorByField?: string;
    readonly legend?: { readonly showLegend?: boolean; readonly show?: boolean; readonly displayMode?: string };
    readonly nodes?: { readonly mainStatUnit?: string };
  };
  readonly pluginVersion?: string;
  readonly repeat?: string;
  readonly collapsed?: boolean;
  readonly panels?: readonly Panel[];
}
export interface Variable {
  readonly name: string;
  readonly type?: string;
  readonly refresh?: number;
  readonly query?: unknown;
  /** The query shown in the editor. */
  readonly definition?: string;
  readonly datasource?: DatasourceRef;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly current?: { readonly value?: string | readonly string[] };
  readonly options?: readonly { readonly value?: string }[];
}
export interface Annotation {
  readonly hide?: boolean;
  readonly name?: string;
  readonly builtIn?: number;
  readonly datasource?: DatasourceRef;
  readonly expr?: string;
  readonly target?: Target;
}
export interface Dashboard {
  readonly uid?: string;
  readonly id?: null;
  readonly title?: string;
  readonly schemaVersion?: number;
  readonly panels?: readonly Panel[];
  readonly tags?: readonly string[];
  readonly links?: readonly { readonly type?: string; readonly title?: string; readonly tags?: readonly string[] }[];
  readonly templating?: { readonly list?: readonly Variable[] };
  readonly annotations?: { readonly list?: readonly Annotation[] };
}
export interface DashboardFile {
  readonly path: string;
  /** Title of the folder: the directory's name. */
  readonly folder: string;
  readonly text: string;
  readonly json: Dashboard;
}

export interface ProvisionedDatasource {
  readonly name: string;
  readonly type: string;
  readonly uid: string;
  readonly url?: string;
  readonly isDefault?: boolean;
  readonly jsonData?: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Record<string, string>>;
}
export interface RuleQuery {
  readonly refId: string;
  readonly datasourceUid: string;
  readonly queryType?: string;
  readonly relativeTimeRange?: { readonly from: number; readonly to: number };
  readonly model: Target & {
    readonly type?: string;
    readonly expression?: string;
    readonly conditions?: readonly {
      readonly unloadEvaluator?: unknown;
      readonly query?: { readonly params?: readonly string[] };
    }[];
  };
}
export interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly condition?: string;
  readonly for?: string;
  readonly noDataState?: string;
  readonly execErrState?: string;
  readonly dashboardUid?: string;
  readonly panelId?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly data?: readonly RuleQuery[];
}
export interface RuleGroup {
  readonly name: string;
  readonly folder: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}
export interface Route {
  readonly receiver?: string;
  readonly routes?: readonly Route[];
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
}
/** All alerting files of a folder as one. */
export interface Alerting {
  readonly groups: readonly RuleGroup[];
  readonly contactPoints: readonly { readonly name: string; readonly receivers: readonly { readonly uid: string }[] }[];
  readonly policies: readonly Route[];
  readonly muteTimes: readonly { readonly name: string }[];
  readonly templates: readonly { readonly name: string }[];
}

/** The committed `out/`. */
export function committedFolder(): Folder {
  const root = join(REPOSITORY, 'out');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files
    .map((file) =>
      join(file.parentPath, file.name)
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Every dashboard file of a folder. */
export function dashboardsOf(folder: Folder): DashboardFile[] {
  return [...folder]
    .filter(([path]) => /^dashboards\/.*\.json$/.test(path))
    .map(([path, text]) => ({
      path,
      folder: path.split('/').at(-2) ?? '',
      text,
      json: JSON.parse(text) as Dashboard,
    }));
}

/** All panels of a dashboard, including rows and the panels of collapsed rows. */
export function panelsOf({ panels = [] }: Pick<Dashboard, 'panels'>): Panel[] {
  return panels.flatMap((panel) => [panel, ...panelsOf(panel)]);
}

export function datasourcesOf(folder: Folder): ProvisionedDatasource[] {
  return members<ProvisionedDatasource>(folder, 'datasources', 'datasources');
}

export function alertingOf(folder: Folder): Alerting {
  return {
    groups: members(folder, 'alerting', 'groups'),
    contactPoints: members(folder, 'alerting', 'contactPoints'),
    policies: members(folder, 'alerting', 'policies'),
    muteTimes: members(folder, 'alerting', 'muteTimes'),
    templates: members(folder, 'alerting', 'templates'),
  };
}

export function rulesOf(folder: Folder): Rule[] {
  return alertingOf(folder).groups.flatMap((group) => group.rules);
}

/** Every provisioning file of one kind, parsed. */
export function provisioningOf(
  folder: Folder,
  kind: string,
): { path: string; value: Readonly<Record<string, unknown>> }[] {
  return [...folder]
    .filter(([path]) => path.startsWith(`provisioning/${kind}/`))
    .map(([path, text]) => ({ path, value: parse(text, { version: '1.1' }) as Readonly<Record<string, unknown>> }));
}

function members<T>(folder: Folder, kind: string, key: string): T[] {
  return provisioningOf(folder, kind).flatMap(({ value }) => (value[key] ?? []) as T[]);
}

/** Every string inside a value, with its path. */
export function textsIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): { path: readonly (string | number)[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, member]) => textsIn(member, [...path, key]));
}
