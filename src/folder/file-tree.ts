import { posix } from 'node:path';

import { compare } from '../diagnostics/order.ts';

/** An entry of a folder; a link counts as what it leads to. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Thrown when a file cannot be read; the message completes a sentence that begins with the file's name. */
export class Unreadable extends Error {}

/** Files by path, on disk or in memory, so that output can be read before it is written. */
export interface FileTree {
  /** Entries in the order of their names; undefined when there is no such folder. */
  list(path: string): readonly TreeEntry[] | undefined;
  /** Bytes of a file; throws an `Unreadable` when it cannot or must not be read. */
  read(path: string): Uint8Array;
  /** Its text, if the tree holds text: encoding and decoding it would waste memory. */
  text?(path: string): string | undefined;
  /** Size in bytes; throws as `read` does. */
  size(path: string): number;
  /** Equal for two paths that lead to the same file or folder. */
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
  // Callers join paths with this system's separator; in memory, every path has the posix form.
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
