import { basename, dirname, join } from 'node:path';

import { isDashboardText, isWalked } from './dashboards-alone.ts';
import { dashboardOf } from './entities/dashboards.ts';
import type { FileTree } from './file-tree.ts';
import type { Dashboard, Provider } from './folder.ts';
import { type DashboardSource, dashboardSource } from './source/dashboard-source.ts';
import { readSource } from './source/read-source.ts';

/** Every dashboard of every provider. The providers of a thousand tenants may serve one folder: it is read once. */
export function readDashboards(tree: FileTree, providers: readonly Provider[]): Dashboard[] {
  const sources = new Map<string, DashboardSource>();
  const source = (path: string) => {
    const known = sources.get(path) ?? dashboardSource(readSource(tree, path, 'json'));
    sources.set(path, known);
    return known;
  };
  const read = new Map<string, Dashboard>();
  return providers.flatMap((provider) =>
    dashboardFiles(tree, provider).flatMap(({ path, below }) => {
      const known = read.get(path);
      // Same folder, same titles: only the owner differs.
      if (known?.provider.serverPath === provider.serverPath && known?.provider.folder === provider.folder)
        return [{ ...known, provider, orgId: provider.orgId }];
      // A repository has other JSON files too.
      if (provider.isAssumed && path !== provider.directory && !isDashboardText(source(path).text)) return [];
      const dashboard = dashboardOf(source(path), provider, below);
      read.set(path, dashboard);
      return [dashboard];
    }),
  );
}

/** Recursive as Grafana walks: exactly `.json`, no folder that begins with a dot. */
function dashboardFiles(tree: FileTree, { directory, isAssumed }: Provider): { path: string; below: string }[] {
  if (directory === undefined) return [];
  if (tree.list(directory) === undefined)
    return directory.endsWith('.json')
      ? [{ path: directory, below: join(basename(dirname(directory)), basename(directory)) }]
      : [];
  const seen = new Set<string>();
  const walk = (folder: string, prefix: string): string[] => {
    const identity = tree.identity(folder);
    // Links may lead to one folder on many ways, and back to one that holds them.
    if (seen.has(identity)) return [];
    seen.add(identity);
    const entries = tree.list(folder);
    // One that cannot be listed, or lies elsewhere, is read like a file, which says why not.
    if (entries === undefined) return [prefix.slice(0, -1)];
    return entries.flatMap(({ name, kind }) => {
      const isOpen = isAssumed ? isWalked(name) : !name.startsWith('.');
      if (kind === 'folder') return isOpen ? walk(join(folder, name), `${prefix}${name}/`) : [];
      return name.endsWith('.json') ? [`${prefix}${name}`] : [];
    });
  };
  return walk(directory, '').map((below) => ({ path: join(directory, below), below }));
}
