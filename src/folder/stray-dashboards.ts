import { join } from 'node:path';

import { isDashboardText, isWalked } from './dashboards-alone.ts';
import type { FileTree } from './file-tree.ts';
import type { IgnoredFile, Provider } from './folder.ts';
import { readSource } from './source/read-source.ts';

/** YAML with the keys of a dashboard, or a resource that holds one. */
const YAML_DASHBOARD = /^\s*["']?(?:schemaVersion|panels)["']?\s*:|"schemaVersion"\s*:|dashboard\.grafana\.app\//m;
/** Names in Terraform and grafonnet sources of dashboards. */
const SOURCE_OF_DASHBOARDS = /grafana_dashboard|grafonnet|schemaVersion|g\.dashboard|\bdashboard\.new\b/;

/** Files in a provider's folder that hold dashboards in a format that Grafana does not read there. */
export function strayDashboards(tree: FileTree, { directory, isAssumed }: Provider): IgnoredFile[] {
  if (directory === undefined) return [];
  const seen = new Set<string>();
  const walk = (folder: string): IgnoredFile[] => {
    const identity = tree.identity(folder);
    // Links may lead to a folder in several ways.
    if (seen.has(identity)) return [];
    seen.add(identity);
    return (tree.list(folder) ?? []).flatMap(({ name, kind }): IgnoredFile[] => {
      const path = join(folder, name);
      const isOpen = isAssumed ? isWalked(name) : !name.startsWith('.');
      if (kind === 'folder') return isOpen ? walk(path) : [];
      const reason = name.startsWith('.') ? undefined : reasonOf(name, () => readSource(tree, path, 'text').text);
      return reason ? [{ file: tree.shown(path), reason }] : [];
    });
  };
  return walk(directory);
}

function reasonOf(name: string, text: () => string): IgnoredFile['reason'] | undefined {
  if (/\.ya?ml$/i.test(name)) return YAML_DASHBOARD.test(text()) ? 'dashboard-suffix' : undefined;
  if (/\.json[c5]?$/i.test(name) && !name.endsWith('.json'))
    return isDashboardText(text()) ? 'dashboard-suffix' : undefined;
  if (/\.json[._-]?(?:disabled?|off|bak|backup|old|orig)$/i.test(name)) return 'switched-off';
  return /\.(?:tf|jsonnet|libsonnet|cue)$/i.test(name) && SOURCE_OF_DASHBOARDS.test(text())
    ? 'other-language'
    : undefined;
}
