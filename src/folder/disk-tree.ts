import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';

import { compare } from '../diagnostics/order.ts';
import { type FileTree, type TreeEntry, Unreadable } from './file-tree.ts';

/** All files of a folder together: more would take all memory. */
const MOST_BYTES = 2 ** 30;
/** Of a stranger's folder, whose links are not followed either: no folder of people has as much. */
const STRANGERS = { bytes: 2 ** 26, files: 10_000 };

/**
 * The files of the disk; paths are absolute or relative to the working directory. With `places`, real paths, only what
 * is in one of them, wherever a link or a `..` leads: a folder from a stranger's branch must not show what else this
 * machine has.
 */
export function diskTree(places?: readonly string[], { isLinkFollowed = true } = {}): FileTree {
  const isAllowed = (real: string) =>
    places === undefined ||
    places.some((place) => real === place || real.startsWith(place === sep ? sep : place + sep));
  const most = isLinkFollowed ? { bytes: MOST_BYTES, files: Infinity } : STRANGERS;
  const left = { ...most };
  const sizeOf = (path: string) => {
    const problem = isLinkFollowed || !isLink(path) ? whyNot(path, isAllowed) : 'is a link, and links are not followed';
    if (problem !== undefined) throw new Unreadable(problem);
    return statSync(path).size;
  };
  return {
    list(path) {
      if (kindOf(path) !== 'folder' || !isAllowed(realpathSync(path)) || (!isLinkFollowed && isLink(path)))
        return undefined;
      try {
        return namesIn(path).map((name): TreeEntry => ({ name, kind: kindOf(join(path, name)) ?? 'file' }));
      } catch {
        // Nobody may list it: to read it says why.
        return undefined;
      }
    },
    read(path) {
      left.bytes -= sizeOf(path);
      left.files -= 1;
      if (left.bytes < 0)
        throw new Unreadable(
          `was not read, because the files before it have more than ${most.bytes / 2 ** 20} MiB in total`,
        );
      if (left.files < 0) throw new Unreadable(`was not read, because there are ${most.files} files before it`);
      return readRegular(path);
    },
    size: sizeOf,
    identity: (path) => realPath(path)[0] ?? path,
    shown(path) {
      const below = relative(process.cwd(), path);
      return (below === '' || below.startsWith('..') || isAbsolute(below) ? path : below).split(sep).join('/');
    },
  };
}

/**
 * Where the parts of a provisioning folder may lie: in it, in what a user names, and in what is beside it. What is
 * named may be a link; what is beside may not be one that leads elsewhere.
 */
export function placesOf(dir: string, named: Iterable<string> = []): string[] {
  const beside = realPath(resolve(dir, '..')).flatMap((folder) =>
    ['dashboards', 'catalog.json', 'stack'].map((name) => join(folder, name)),
  );
  return [...[dir, ...named].flatMap(realPath), ...beside];
}

function realPath(path: string): string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}

/** Names in a folder, in their order. One that is not UTF-8 has U+FFFD in it, and no file is found by it. */
function namesIn(path: string): string[] {
  return readdirSync(path).sort(compare);
}

/** Why a path is not a file that is read; undefined when it is one. */
function whyNot(path: string, isAllowed: (real: string) => boolean): string | undefined {
  try {
    const facts = statSync(path);
    if (!isAllowed(realpathSync(path))) return 'is outside the folder, through a link or its path, and is not followed';
    if (facts.isDirectory()) {
      readdirSync(path);
      return 'is a folder';
    }
    return facts.isFile() ? undefined : 'is a pipe, a socket or a device, not a file';
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && basename(path).includes('\uFFFD')) return 'has a name that is not UTF-8';
    return `cannot be read (${code})`;
  }
}

function readRegular(path: string): Uint8Array {
  // Should it have become a pipe by now, it opens nevertheless.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(file).isFile()) throw new Unreadable('is no longer a file');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** What a path leads to; undefined for nothing, for a broken link and for links in a circle. */
function kindOf(path: string): TreeEntry['kind'] | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
