import { basename, dirname, join } from 'node:path';

import { isDashboardText, isWalked } from './dashboards-alone.ts';
import { dashboardOf, identityOf } from './entities/dashboards.ts';
import type { FileTree } from './file-tree.ts';
import type { Dashboard, Provider } from './folder.ts';
import { getOrInsert } from './get-or-insert.ts';
import type { KnownDashboard, KnownDashboards } from './known-dashboards.ts';
import type { FindSource } from './lookups/source-type.ts';
import { hasNoShapedSecrets, shapedSecrets } from './secrets/plain-secrets.ts';
import { classicSource, type DashboardSource, dashboardSource } from './source/dashboard-source.ts';
import { readSource } from './source/read-source.ts';

/** How the dashboards of a folder are read. */
export interface ReadingOptions {
  readonly findSource: FindSource;
  /** Objects are kept in memory up to this many characters of files; those of the others are rebuilt when needed. */
  readonly mostHeld: number;
  /** Those that earlier runs have read are parsed only when they must be checked. */
  readonly known?: KnownDashboards | undefined;
}

/** Every dashboard of every provider. The providers of a thousand tenants may serve one folder: it is read once. */
export function readDashboards(
  tree: FileTree,
  providers: readonly Provider[],
  { findSource, mostHeld, known: earlier }: ReadingOptions,
): Dashboard[] {
  let characters = 0;
  const sources = new Map<string, ReadSource>();
  const sourceOf = (path: string) =>
    getOrInsert(sources, path, (): ReadSource => {
      const text = earlier && tree.text?.(path);
      const known = text === undefined ? undefined : earlier?.get(text);
      if (text !== undefined && known) return { source: classicSource(tree.shown(path), text), isHeld: false, known };
      const written = readSource(tree, path, 'json');
      characters += written.text.length;
      const isHeld = characters <= mostHeld;
      return { source: dashboardSource(written, isHeld), isHeld, known: undefined };
    });
  const read = new Map<string, ReturnType<typeof dashboardOf>>();
  return providers.flatMap((provider) =>
    dashboardFiles(tree, provider).flatMap(({ path, below }) => {
      const known = read.get(path);
      // Same path and same folder title: only the provider differs.
      if (known && isSameFolder(known.dashboard.provider, provider)) return [known.servedBy(provider)];
      const { source, isHeld, known: identity } = sourceOf(path);
      // A repository has other JSON files too.
      if (provider.isAssumed && path !== provider.directory && !isDashboardText(source.text)) return [];
      const made = dashboardOf(source, provider, below, { findSource, isHeld }, identity);
      read.set(path, made);
      if (identity) hasNoShapedSecrets(source);
      // Every dashboard needs these, so they are computed while its content is in memory.
      else if (!isHeld) void [made.dashboard.counts, shapedSecrets(source)];
      if (!identity && earlier && isUnremarkable(source)) earlier.add(source.text, identityOf(source.value));
      return [made.dashboard];
    }),
  );
}

/** A dashboard file as it was read, or as an earlier run read it. */
interface ReadSource {
  readonly source: DashboardSource;
  readonly isHeld: boolean;
  readonly known: KnownDashboard | undefined;
}

/** Whether `KnownDashboard` is all there is to know of a file. */
function isUnremarkable(source: DashboardSource): boolean {
  return source.form === 'classic' && source.problems.length === 0 && shapedSecrets(source).length === 0;
}

function isSameFolder(one: Provider, other: Provider): boolean {
  return one.serverPath === other.serverPath && one.folder === other.folder;
}

/** Walks as Grafana does: recursively, only names that end in `.json`, no folder that begins with a dot. */
function dashboardFiles(tree: FileTree, { directory, isAssumed }: Provider): { path: string; below: string }[] {
  if (directory === undefined) return [];
  if (tree.list(directory) === undefined)
    return directory.endsWith('.json')
      ? [{ path: directory, below: join(basename(dirname(directory)), basename(directory)) }]
      : [];
  const seen = new Set<string>();
  const walk = (folder: string, prefix: string): string[] => {
    const identity = tree.identity(folder);
    // Links may lead to a folder in several ways, and back to a parent.
    if (seen.has(identity)) return [];
    seen.add(identity);
    const entries = tree.list(folder);
    // A folder that cannot be listed, or is elsewhere, is read like a file, which reports why.
    if (entries === undefined) return [prefix.slice(0, -1)];
    return entries.flatMap(({ name, kind }) => {
      const isOpen = isAssumed ? isWalked(name) : !name.startsWith('.');
      if (kind === 'folder') return isOpen ? walk(join(folder, name), `${prefix}${name}/`) : [];
      return name.endsWith('.json') ? [`${prefix}${name}`] : [];
    });
  };
  return walk(directory, '').map((below) => ({ path: join(directory, below), below }));
}
