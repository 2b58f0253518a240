import type { ObjectDiff } from './change.ts';
import { diffFolders } from './diff-folder.ts';
import { diffFiles } from './files.ts';
import type { FolderPair } from './open-pairs.ts';

/** All differences between two folders: what Grafana loads, and the files beside it. */
export function diffAll({ before, after }: Pick<FolderPair, 'before' | 'after'>): ObjectDiff[] {
  const objects = diffFolders(before.folder, after.folder);
  return [...objects, ...diffFiles(before, after, objects)];
}
