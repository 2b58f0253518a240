import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

import { compare } from '../diagnostics/order.ts';

/** An entry of a folder; a link counts as what it leads to. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Files by path, on the disk or in memory: what is about to be written is read like what was written. */
export interface FileTree {
  /** Entries in the order of their names; undefined when there is no such folder. */
  list(path: string): readonly TreeEntry[] | undefined;
  /** Bytes of a file; throws when it cannot be read. */
  read(path: string): Uint8Array;
  /** Its text, where that is what the tree has: bytes made of it and read again would be memory for nothing. */
  text?(path: string): string | undefined;
  /** Size in bytes. */
  size(path: string): number;
  /** The path as the user is shown it. */
  shown(path: string): string;
}

/** The files of the disk; paths are absolute or relative to the working directory. */
export function diskTree(): FileTree {
  return {
    list(path) {
      if (!isFolder(path)) return undefined;
      return readdirSync(path)
        .sort()
        .flatMap((name): TreeEntry[] => {
          const kind = kindOf(join(path, name));
          return kind === undefined || (kind === 'folder' && leadsBack(path, name)) ? [] : [{ name, kind }];
        });
    },
    read: (path) => readFileSync(path),
    size: (path) => statSync(path).size,
    shown(path) {
      const below = relative(process.cwd(), path);
      return (below === '' || below.startsWith('..') || isAbsolute(below) ? path : below).split(sep).join('/');
    },
  };
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
  const content = (path: string) => Buffer.from(files.get(path) ?? '');
  return {
    list: (path) => {
      const entries = folders.get(path === '.' ? '' : path);
      return (
        entries &&
        [...entries].map(([name, kind]) => ({ name, kind })).sort((left, right) => compare(left.name, right.name))
      );
    },
    read: content,
    text: (path) => files.get(path),
    size: (path) => Buffer.byteLength(files.get(path) ?? ''),
    shown: (path) => join(root, path).split(sep).join('/'),
  };
}

function isFolder(path: string): boolean {
  return kindOf(path) === 'folder';
}

/** What a path leads to; undefined for nothing, for a broken link and for links in a circle. */
function kindOf(path: string): TreeEntry['kind'] | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

/** Whether a folder is a link to one that holds it: a walk through it would never end. */
function leadsBack(path: string, name: string): boolean {
  if (!lstatSync(join(path, name)).isSymbolicLink()) return false;
  const [holder, target] = [realpathSync(path), realpathSync(join(path, name))];
  return holder === target || holder.startsWith(`${target}${sep}`);
}
