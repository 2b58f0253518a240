import { posix } from 'node:path';

import { compare } from '../diagnostics/order.ts';

/** An entry of a folder; a link counts as what it leads to. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Why a file is not read: the end of a sentence that begins with its name. */
export class Unreadable extends Error {}

/** Files by path, on the disk or in memory: what is about to be written is read like what was written. */
export interface FileTree {
  /** Entries in the order of their names; undefined when there is no such folder. */
  list(path: string): readonly TreeEntry[] | undefined;
  /** Bytes of a file; throws an `Unreadable` when it cannot be read, or is not. */
  read(path: string): Uint8Array;
  /** Its text, where that is what the tree has: bytes made of it and read again would be memory for nothing. */
  text?(path: string): string | undefined;
  /** Size in bytes; throws as `read` does. */
  size(path: string): number;
  /** The same for two paths that lead to one file or folder. */
  identity(path: string): string;
  /** The path as the user is shown it. */
  shown(path: string): string;
}

/** Files in memory by path with `/`, shown below the folder `root`. */
export function memoryTree(files: ReadonlyMap<string, string>, root: string): FileTree {
  const folders = new Map<string, Map<string, TreeEntry['kind']>>();
  for (const path of files.keys()) {
    const steps = path.split('/');
    for (const [index, name] of steps.entries()) {
      const folder = steps.slice(0, index).join('/');
      const entries = folders.get(folder) ?? new Map<string, TreeEntry['kind']>();
      entries.set(name, index === steps.length - 1 ? 'file' : 'folder');
      folders.set(folder, entries);
    }
  }
  // Paths are joined as this system joins them; in memory they have the one form.
  const key = (path: string) => {
    const normal = posix.normalize(path.replaceAll('\\', '/'));
    return normal === '.' ? '' : normal.replace(/\/$/, '');
  };
  const textAt = (path: string): string => {
    const text = files.get(key(path));
    if (text === undefined) throw new Unreadable('is not there');
    return text;
  };
  return {
    list: (path) => {
      const entries = folders.get(key(path));
      return (
        entries &&
        [...entries].map(([name, kind]) => ({ name, kind })).sort((left, right) => compare(left.name, right.name))
      );
    },
    read: (path) => Buffer.from(textAt(path)),
    text: (path) => files.get(key(path)),
    size: (path) => Buffer.byteLength(textAt(path)),
    identity: key,
    shown: (path) => posix.join(root.replaceAll('\\', '/'), key(path)),
  };
}
