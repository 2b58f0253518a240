import { type FileTree, memoryTree } from '../../folder/file-tree.ts';
import { isObject } from '../../folder/json.ts';
import { readSource } from '../../folder/source/read-source.ts';
import { slug } from '../../grafana/slug.ts';

/** The files of a provisioning folder, as text by path. */
export type FilesByPath = ReadonlyMap<string, string>;

// The parts of Grafana's files that running a query needs. In a file that pf-grafana did not write, anything may be
// missing.

export interface Target {
  readonly refId?: string;
  readonly datasource?: { readonly type?: string | undefined; readonly uid?: string | undefined };
  readonly expr?: string;
  readonly rawSql?: string;
  readonly format?: string | number;
  readonly queryType?: string;
  readonly pluginVersion?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly interval?: string;
  readonly intervalMs?: number;
  readonly maxDataPoints?: number;
  readonly hide?: boolean;
}
export interface Panel {
  readonly id?: number;
  readonly type?: string;
  readonly title?: string;
  readonly datasource?: Target['datasource'];
  readonly gridPos?: { readonly w: number };
  readonly interval?: string;
  readonly maxDataPoints?: number;
  readonly timeFrom?: string;
  readonly targets?: readonly Target[];
  readonly panels?: readonly Panel[];
}
export interface Variable {
  readonly name: string;
  readonly type?: string;
  readonly query?: unknown;
  readonly datasource?: Target['datasource'];
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly auto_count?: number;
  readonly auto_min?: string;
  readonly current?: { readonly value?: string | readonly string[] };
  readonly options?: readonly { readonly value?: string }[];
}
export interface Dashboard {
  readonly uid: string;
  readonly title?: string;
  readonly time?: { readonly from?: string; readonly to?: string };
  readonly panels?: readonly Panel[];
  readonly templating?: { readonly list?: readonly Variable[] };
  readonly annotations?: {
    readonly list?: readonly {
      readonly name?: string;
      readonly datasource?: Target['datasource'];
      readonly expr?: string;
      readonly target?: Target;
    }[];
  };
}
export interface Datasource {
  readonly name?: string;
  readonly uid?: string;
  readonly type: string;
  readonly jsonData?: { readonly timeInterval?: string };
}
export interface Rule {
  readonly uid: string;
  readonly title?: string;
  readonly data?: readonly {
    readonly refId: string;
    readonly datasourceUid: string;
    readonly relativeTimeRange?: { readonly from: number; readonly to: number };
    readonly model: Target;
  }[];
}

/** Returns every dashboard of a folder: the JSON files that have panels, and a uid or a title. */
export function dashboardsOf(files: FilesByPath): Dashboard[] {
  return [...files]
    .filter(([path]) => path.endsWith('.json'))
    .flatMap(([path]) => {
      const value = valueOf(files, path);
      if (!isObject(value) || !Array.isArray(value['panels'])) return [];
      const { uid, title } = value;
      // Grafana generates a missing uid, so the title is the name that people know.
      return typeof uid === 'string' && uid !== ''
        ? [value as unknown as Dashboard]
        : typeof title === 'string'
          ? [{ ...value, uid: slug(title) } as unknown as Dashboard]
          : [];
    });
}

/** Returns every data source that a folder provisions. */
export function datasourcesOf(files: FilesByPath): Datasource[] {
  return membersOf(files, 'datasources') as Datasource[];
}

/** Returns every alert rule that a folder provisions. */
export function rulesOf(files: FilesByPath): Rule[] {
  return (membersOf(files, 'groups') as { readonly rules?: readonly Rule[] }[]).flatMap(({ rules = [] }) => rules);
}

/** Returns every panel of a dashboard, including those of collapsed rows. */
export function panelsOf({ panels = [] }: Pick<Dashboard, 'panels'>): Panel[] {
  return panels.filter(isObject).flatMap((panel) => [panel, ...panelsOf(panel)]);
}

function membersOf(files: FilesByPath, key: string): unknown[] {
  return [...files]
    .filter(([path]) => /\.ya?ml$/.test(path))
    .flatMap(([path]) => {
      const value = valueOf(files, path);
      return isObject(value) && Array.isArray(value[key]) ? (value[key] as unknown[]) : [];
    });
}

/**
 * The value of a file as the folder's own reader gives it; undefined when it cannot be read, which the validator
 * reports.
 */
function valueOf(files: FilesByPath, path: string): unknown {
  const tree = trees.get(files) ?? memoryTree(files, '');
  trees.set(files, tree);
  return readSource(tree, path, path.endsWith('.json') ? 'json' : 'yaml').value;
}

/** One tree per folder, whose dashboards, sources and rules are read in turn. */
const trees = new WeakMap<FilesByPath, FileTree>();
