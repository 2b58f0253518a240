import { join } from 'node:path';

import { type FileTree, Unreadable } from './file-tree.ts';
import type { Provider } from './folder.ts';
import { NONE_UNKNOWN } from './loaded.ts';
import { readSource } from './source/read-source.ts';
import { Lines } from './source/source.ts';

/** Text that occurs in a dashboard of any format, or in a Git Sync folder resource, and in hardly anything else. */
const DASHBOARD = /"schemaVersion"\s*:|"panels"\s*:\s*\[|"(?:dashboard|folder)\.grafana\.app\//;
/** Folders of a repository whose JSON files are never its own dashboards. */
const SKIPPED = new Set(['node_modules']);

/** Whether the text of a JSON file is a dashboard, valid or not. */
export function isDashboardText(text: string): boolean {
  return DASHBOARD.test(text);
}

/** Whether a path is a JSON file, or a folder with a dashboard at any depth. */
export function holdsDashboards(tree: FileTree, path: string, seen = new Set<string>()): boolean {
  const identity = tree.identity(path);
  if (seen.has(identity)) return false;
  seen.add(identity);
  const entries = tree.list(path);
  if (entries === undefined) return path.endsWith('.json') && isFile(tree, path);
  return entries.some(({ name, kind }) => {
    if (kind === 'folder') return isWalked(name) && holdsDashboards(tree, join(path, name), seen);
    return name.endsWith('.json') && isDashboardText(readSource(tree, join(path, name), 'json').text);
  });
}

/** Whether a folder of a repository is searched for dashboards. */
export function isWalked(name: string): boolean {
  return !name.startsWith('.') && !SKIPPED.has(name);
}

/** Whether a path leads to a file, even in a folder that cannot be listed. */
export function isFile(tree: FileTree, path: string): boolean {
  if (tree.list(path) !== undefined) return false;
  try {
    tree.size(path);
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

/** A stand-in provider for dashboards that have none, as in a Git Sync repository: directories become folders. */
export function assumedProvider(tree: FileTree, directory: string): Provider {
  const file = tree.shown(directory);
  const position = () => new Lines(file, '').position(0);
  const json = { options: { foldersFromFilesStructure: true } };
  return {
    source: { file, text: '', value: undefined, problems: [], position, within: position },
    path: [],
    json,
    written: json,
    unknown: NONE_UNKNOWN,
    label: `Folder ${file}`,
    orgId: 1,
    name: '',
    folder: '',
    serverPath: undefined,
    directory,
    isAssumed: true,
  };
}
