import { relative } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';
import type { FileTree } from '../folder/file-tree.ts';
import type { ProvisioningFolder } from '../folder/folder.ts';
import { sourceFinder } from '../folder/lookups/source-type.ts';
import { findFolders, type FolderOptions, openFolder } from '../folder/open-folder.ts';
import { type FolderFiles, folderFiles } from './files.ts';

/** A place that provisioning folders are read from. */
export interface Origin {
  readonly tree: FileTree;
  readonly path: string;
}

/** A provisioning folder before and after; there are several where every environment has one. */
export interface FolderPair {
  /** Name of the environment; empty when there is one folder. */
  readonly name: string;
  readonly before: FolderFiles;
  readonly after: FolderFiles;
}

const EMPTY: ProvisioningFolder = {
  root: '',
  files: [],
  ignored: [],
  foreign: [],
  findSource: sourceFinder([], new Map()),
  datasources: [],
  providers: [],
  dashboards: [],
  groups: [],
  contactPoints: [],
  policies: [],
  muteTimings: [],
  templates: [],
  deletions: [],
  queries: [],
  alertQueries: [],
  sources: [],
};

/**
 * Reads the folders on both sides. A side may lack a folder or have none. A file that cannot be read throws a
 * UserError, because it would count as removed.
 */
export function openPairs(before: Origin, after: Origin, options: FolderOptions): FolderPair[] {
  const [old, now] = [foldersBelow(before), foldersBelow(after)];
  if (old.size === 0 && now.size === 0) findFolders(after.tree, after.path);
  const pairs = [...new Set([...now.keys(), ...old.keys()])].sort().map((below) => ({
    name: below.replace(/(^|\/)provisioning$/, ''),
    before: open(before.tree, old.get(below), options),
    after: open(after.tree, now.get(below), options),
  }));
  const broken = pairs
    .flatMap((pair) => [...pair.before.folder.sources, ...pair.after.folder.sources])
    .flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
  if (broken.length > 0) throw new UserError(broken);
  return pairs;
}

/** Roots of provisioning folders by their path relative to the origin. */
function foldersBelow({ tree, path }: Origin): Map<string, string> {
  try {
    return new Map(findFolders(tree, path).map((root) => [relative(path, root), root]));
  } catch (error) {
    if (error instanceof UserError) return new Map();
    throw error;
  }
}

function open(tree: FileTree, root: string | undefined, options: FolderOptions): FolderFiles {
  return folderFiles(tree, root, root === undefined ? EMPTY : openFolder(tree, root, options));
}
