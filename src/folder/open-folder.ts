import { basename, isAbsolute, join, resolve } from 'node:path';

import type { FileKind } from '../grafana/interpolation/fields.ts';
import type { ProvisioningKind } from '../grafana/schemas/index.ts';
import { UserError } from '../diagnostics/errors.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { contactPointsOf, groupsOf, muteTimingsOf, policiesOf, templatesOf } from './entities/alerting.ts';
import { datasourcesOf, deletionsOf } from './entities/datasources.ts';
import { alertQueries } from './entities/query-texts.ts';
import { intOr, scalar } from './entities/scalars.ts';
import { assumedProvider, holdsDashboards, isFile } from './dashboards-alone.ts';
import type { FileTree } from './file-tree.ts';
import { foreignFile } from './foreign-file.ts';
import type { Dashboard, IgnoredFile, Provider, ProvisioningFile, ProvisioningFolder } from './folder.ts';
import { listOf, objectOf, textOf } from './json.ts';
import { loadedFile, NONE_UNKNOWN, type Variables } from './loaded.ts';
import type { KnownDashboards } from './known-dashboards.ts';
import { type KnownSource, sourceFinder } from './lookups/source-type.ts';
import { readDashboards } from './read-dashboards.ts';
import { readSource } from './source/read-source.ts';
import type { Source } from './source/source.ts';
import { strayDashboards } from './stray-dashboards.ts';

/** What is known about the server that will read the folder. */
export interface FolderOptions {
  /** Local folders by the path that the server uses: `/var/lib/grafana/dashboards` -> `out/dashboards`. */
  readonly maps?: ReadonlyMap<string, string>;
  /** Values of environment variables, as far as they are known. */
  readonly variables?: Variables;
  /** Data sources that exist without the folder, by uid. */
  readonly sources?: ReadonlyMap<string, KnownSource>;
  /**
   * The objects of dashboards are kept in memory up to this many characters of files; those of the others are rebuilt
   * when needed.
   */
  readonly mostHeld?: number;
  /** Dashboards that earlier runs have read. */
  readonly known?: KnownDashboards | undefined;
}

const KINDS: readonly ProvisioningKind[] = ['datasources', 'dashboards', 'alerting', 'plugins'];
/** Names that people give to Grafana's folders, including wrong ones. */
const KIND_WORDS: readonly string[] = [...KINDS, 'datasource', 'dashboard', 'alerts', 'alert-rules'];
const SUFFIXES: Readonly<Record<ProvisioningKind, RegExp>> = {
  datasources: /\.ya?ml$/,
  dashboards: /\.ya?ml$/,
  plugins: /\.ya?ml$/,
  alerting: /\.(ya?ml|json)$/,
};
/** What people add before or after a file's name so that it is kept but not read. */
export const SWITCHED_OFF =
  /^[._#].*\.(?:json|ya?ml)|\.(?:json|ya?ml)(?:[._-]?(?:disabled?|off|bak|backup|old|orig|sav|swp|sample|example|dist|unused|ignore)[\d._-]*|~)$/i;
/** Files from which another program makes Grafana's files or objects. */
export const OTHER_LANGUAGE = /\.(?:tf|tf\.json|hcl|tofu|jsonnet|libsonnet|cue|toml|tmpl|tpl|gotmpl|j2|jinja2?)$/i;
/** Where every Grafana image keeps dashboards, and where our own folder mounts them. */
const SERVER_DASHBOARDS = '/var/lib/grafana/dashboards';
/** Where every Grafana image looks for the provisioning folder itself; some keep their dashboards in it. */
const SERVER_PROVISIONING = '/etc/grafana/provisioning';

/**
 * The provisioning folders at a path: the path itself, the one below it, or one for each environment below it; without
 * any, the path itself when it holds dashboards. Throws a UserError when there is none of these.
 */
export function findFolders(tree: FileTree, path: string): string[] {
  const found = foldersAt(tree, path);
  if (found.length > 0) return found;
  throw new UserError({
    severity: 'error',
    id: 'validate/folder',
    message: `${whatIsThere(tree, path)}, so there is nothing to check.`,
    hint: `${basename(path) === 'out' && tree.list(path) === undefined ? '`pf-grafana build` writes it. Otherwise, give' : 'Give'} the path of a folder with YAML files in datasources/, dashboards/ or alerting/, of the folder above it, of a folder with dashboards as JSON files, or of one such file.`,
  });
}

function whatIsThere(tree: FileTree, path: string): string {
  const shown = tree.shown(path) || '.';
  if (tree.list(path) !== undefined) return `${shown} contains neither a provisioning folder nor dashboards`;
  return isFile(tree, path) ? `${shown} is a single file, and not a dashboard in JSON` : `There is no folder ${shown}`;
}

/** The same, but returns a folder in which nothing is readable too: that is a finding, not a failure. */
export function findFoldersOrNone(tree: FileTree, path: string): string[] {
  return tree.list(path) !== undefined && foldersAt(tree, path).length === 0 ? [path] : findFolders(tree, path);
}

function foldersAt(tree: FileTree, path: string): string[] {
  const names = new Set((tree.list(path) ?? []).filter(({ kind }) => kind === 'folder').map(({ name }) => name));
  if (names.has('provisioning')) return [join(path, 'provisioning')];
  if (holdsProvisioning(tree, path)) return [path];
  const below = [...names]
    .map((name) => join(path, name, 'provisioning'))
    .filter((folder) => tree.list(folder) !== undefined);
  if (below.length > 0) return below;
  return holdsDashboards(tree, path) ? [path] : [];
}

/** Whether a path has one of Grafana's folders with a file of the right suffix in it. */
function holdsProvisioning(tree: FileTree, path: string): boolean {
  return KINDS.some((kind) => (tree.list(join(path, kind)) ?? []).some(({ name }) => SUFFIXES[kind].test(name)));
}

/**
 * Reads a whole provisioning folder: every file with positions, every object in it. Never throws for what is in the
 * files.
 */
export function openFolder(
  tree: FileTree,
  root: string,
  { maps = new Map(), variables = new Map(), sources = new Map(), mostHeld = Infinity, known }: FolderOptions = {},
): ProvisioningFolder {
  const ignored = filesBeside(tree, root);
  const read = KINDS.flatMap((kind) =>
    filesOf(tree, root, kind, ignored).map((path) => ({ kind, source: readSource(tree, path, 'yaml') })),
  );
  const foreign = read.flatMap(({ source }) => foreignFile(source) ?? []);
  const isForeign = new Set(foreign.map(({ source }) => source));
  const files = read
    .filter(({ source }) => !isForeign.has(source))
    .map(({ kind, source }) => provisioningFile(source, kind, variables));
  const of = <T>(kind: ProvisioningKind, entries: (file: ProvisioningFile) => readonly T[]): T[] =>
    files.filter((file) => file.kind === kind).flatMap(entries);
  const datasources = of('datasources', datasourcesOf);
  const providers = of('dashboards', (file) => providersOf(file, tree, root, maps));
  const isAlone = basename(root) !== 'provisioning' && !holdsProvisioning(tree, root);
  const served = isAlone ? [assumedProvider(tree, root)] : providers;
  const findSource = sourceFinder(datasources, sources);
  const dashboards = readDashboards(tree, served, { findSource, mostHeld, known });
  const isDashboard = new Set(dashboards.map(({ source }) => source.file));
  const groups = of('alerting', groupsOf);
  const ofAlerts = groups.flatMap(({ alerts }) => alerts).flatMap((alert) => alertQueries(alert, findSource));
  return {
    root: tree.shown(root),
    files,
    ignored: [...ignored, ...served.flatMap((provider) => strayDashboards(tree, provider))].filter(
      ({ file }, index, all) => !isDashboard.has(file) && all.findIndex((one) => one.file === file) === index,
    ),
    foreign,
    datasources,
    providers,
    dashboards,
    groups,
    contactPoints: of('alerting', contactPointsOf),
    policies: of('alerting', policiesOf),
    muteTimings: of('alerting', muteTimingsOf),
    templates: of('alerting', templatesOf),
    findSource,
    deletions: [...of('datasources', deletionsOf), ...of('alerting', deletionsOf)],
    get queries() {
      return [...uniqueDashboards(dashboards).flatMap(({ queries }) => queries), ...ofAlerts];
    },
    alertQueries: ofAlerts,
    sources: [
      ...files.map(({ source }) => source),
      // Their problems concern another program.
      ...foreign.map(({ source }) => ({ ...source, problems: [] })),
      ...uniqueDashboards(dashboards).map(({ source }) => source),
    ],
  };
}

/** One entry per file: the providers of several orgs may serve the same files. */
export function uniqueDashboards(dashboards: readonly Dashboard[]): Dashboard[] {
  return [...new Map(dashboards.map((dashboard) => [dashboard.source, dashboard])).values()];
}

/** Files that can only be meant for Grafana but are outside the folders that it reads. */
function filesBeside(tree: FileTree, root: string): IgnoredFile[] {
  if (basename(root) !== 'provisioning') return [];
  const entries = tree.list(root) ?? [];
  // `datasource/` and `alerts/` are misspelt names of Grafana's folders; any other folder may be the user's own.
  const misspelt = entries.filter(
    ({ name, kind }) =>
      kind === 'folder' && !KINDS.some((known) => known === name) && nearest(name, KIND_WORDS).length > 0,
  );
  return [
    ...entries
      .filter(({ name, kind }) => kind === 'file' && /\.(json|ya?ml)$/i.test(name))
      .map(({ name }) => join(root, name)),
    ...misspelt.flatMap(({ name }) => filesBelow(tree, join(root, name)).filter((file) => /\.ya?ml$/i.test(file))),
  ].map((file) => ({ file: tree.shown(file), reason: 'beside' }));
}

function filesOf(tree: FileTree, root: string, kind: ProvisioningKind, ignored: IgnoredFile[]): string[] {
  const folder = join(root, kind);
  const entries = tree.list(folder);
  // A folder that exists but cannot be listed is read like a file, which reports why.
  if (entries === undefined) return tree.list(root)?.some(({ name }) => name === kind) ? [folder] : [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    // A Kubernetes mount keeps the files in `..data` and links to them.
    if (entry.name.startsWith('..')) return [];
    if (entry.kind === 'folder') {
      ignored.push(
        ...filesBelow(tree, path)
          .filter((file) => SUFFIXES[kind].test(file))
          .map((file): IgnoredFile => ({ file: tree.shown(file), kind, reason: 'sub-folder' })),
      );
      return [];
    }
    if (SUFFIXES[kind].test(entry.name)) return [path];
    ignored.push({ file: tree.shown(path), kind, reason: reasonOf(entry.name, kind) });
    return [];
  });
}

/** Why Grafana does not read a file in one of its folders, judging by its name. */
function reasonOf(name: string, kind: ProvisioningKind): IgnoredFile['reason'] {
  if (SUFFIXES[kind].test(name.toLowerCase())) return 'case';
  if (SWITCHED_OFF.test(name)) return 'switched-off';
  return OTHER_LANGUAGE.test(name) ? 'other-language' : 'suffix';
}

/** Every file once, even when links lead to a folder in several ways. */
function filesBelow(tree: FileTree, folder: string, seen = new Set<string>()): string[] {
  const identity = tree.identity(folder);
  if (seen.has(identity)) return [];
  seen.add(identity);
  return (tree.list(folder) ?? []).flatMap(({ name, kind }) =>
    kind === 'folder' ? filesBelow(tree, join(folder, name), seen) : [join(folder, name)],
  );
}

function provisioningFile(source: Source, kind: ProvisioningKind, variables: Variables): ProvisioningFile {
  const written = objectOf(source.value);
  // Plugin files are expanded like data source files, but here only the schema reads them.
  const loaded =
    kind === 'plugins'
      ? { value: written, unknown: NONE_UNKNOWN }
      : loadedFile(kind satisfies FileKind, written, variables);
  const { unknown } = loaded;
  return { source, path: [], label: `File ${source.file}`, kind, written, json: objectOf(loaded.value), unknown };
}

function providersOf(
  file: ProvisioningFile,
  tree: FileTree,
  root: string,
  maps: ReadonlyMap<string, string>,
): Provider[] {
  // In the oldest format the file itself is the list, and nothing in it is expanded.
  const oldest = Array.isArray(file.source.value) ? listOf(file.source.value) : undefined;
  return (oldest ?? listOf(file.json['providers'])).map((entry, index) => {
    const json = objectOf(entry);
    const name = scalar(json['name']) ?? '';
    const serverPath = textOf(objectOf(json['options'])['path']);
    return {
      source: file.source,
      path: oldest ? [index] : ['providers', index],
      json,
      written: oldest ? json : objectOf(listOf(file.written['providers'])[index]),
      unknown: file.unknown,
      label: `Provider "${name}"`,
      orgId: intOr(json[oldest ? 'org_id' : 'orgId'], 1),
      name,
      folder: scalar(json['folder']) ?? '',
      serverPath,
      directory: serverPath === undefined ? undefined : directoryOf(serverPath, tree, root, maps),
    };
  });
}

/**
 * The local path for a path of the server: by the longest mapping, in `dashboards/` beside the provisioning folder, or
 * unchanged.
 */
function directoryOf(
  serverPath: string,
  tree: FileTree,
  root: string,
  maps: ReadonlyMap<string, string>,
): string | undefined {
  const all = [
    ...maps,
    [SERVER_DASHBOARDS, join(root, '..', 'dashboards')] as const,
    [SERVER_PROVISIONING, root] as const,
  ];
  const mapped = all
    .filter(([from]) => serverPath === from || serverPath.startsWith(`${from.replace(/\/$/, '')}/`))
    .sort(([left], [right]) => right.length - left.length);
  // An absolute path is on the server's disk; that is this disk only when the folder is where the server has it.
  const isHere = !isAbsolute(serverPath) || resolve(root) === SERVER_PROVISIONING;
  const candidates = [
    ...mapped.map(([from, to]) => join(to, serverPath.slice(from.replace(/\/$/, '').length))),
    ...(isHere ? [serverPath] : []),
  ];
  // Grafana treats a path to a single file like a folder with that file in it.
  return candidates.find((path) => tree.list(path) !== undefined || isFile(tree, path));
}
