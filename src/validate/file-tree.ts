import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

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
      const entries = readdirSync(path).sort().flatMap((name): TreeEntry[] => {
        const stat = statSync(join(path, name), { throwIfNoEntry: false });
        return stat ? [{ name, kind: stat.isDirectory() ? 'folder' : 'file' }] : [];
      });
      return entries;
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
      return entries && [...entries].map(([name, kind]) => ({ name, kind })).sort((left, right) => (left.name < right.name ? -1 : 1));
    },
    read: content,
    size: (path) => Buffer.byteLength(files.get(path) ?? ''),
    shown: (path) => join(root, path).split(sep).join('/'),
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
