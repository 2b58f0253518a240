import { statSync } from 'node:fs';

import { diffAll } from '../../diff/diff-all.ts';
import { gitTree } from '../../diff/git-tree.ts';
import { openPairs, type Origin } from '../../diff/open-pairs.ts';
import type { NamedDiff } from '../../diff/print/words.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { diskTree, placesOf } from '../../folder/disk-tree.ts';

/** Compares the meaning of the folders at `dir` with the base, a folder or a Git ref. */
export function compareFolders(
  dir: string,
  base: string,
  maps: ReadonlyMap<string, string>,
  isLinkFollowed = true,
): NamedDiff[] {
  if (!isFolder(dir))
    throw new UserError({
      severity: 'error',
      id: 'diff/folder',
      message: `There is no folder ${dir}, so there is nothing to compare.`,
      hint: 'Give the path of the output folder, or run `pf-grafana build` first.',
    });
  const tree = diskTree(placesOf(dir, maps.values()), { isLinkFollowed });
  const before: Origin = isFolder(base)
    ? { tree: diskTree(placesOf(base, maps.values()), { isLinkFollowed }), path: base }
    : { tree: gitTree(base, dir), path: dir };
  return openPairs(before, { tree, path: dir }, { maps }).map((pair) => ({
    name: pair.name,
    objects: diffAll(pair),
  }));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
