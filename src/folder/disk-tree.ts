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

/** For all files of a folder together: reading more could exhaust memory. */
const MOST_BYTES = 2 ** 30;
/** For an untrusted folder, where links are not followed either: no real folder holds as much. */
const STRANGERS = { bytes: 2 ** 26, files: 10_000 };

/**
 * The files on disk; paths are absolute or relative to the working directory. With `places`, which are real paths, only
 * files inside one of them are read, wherever a link or a `..` leads: a folder from an untrusted branch must not expose
 * other files of this machine.
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
        // It cannot be listed; reading it reports why.
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
 * The places from which parts of a provisioning folder may be read: the folder itself, paths that the user names, and
 * known names beside the folder. A path that the user names may be a link; those beside the folder must not lead
 * elsewhere.
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

/** The sorted names in a folder. A name that is not UTF-8 contains U+FFFD, and no file can be opened by it. */
function namesIn(path: string): string[] {
  return readdirSync(path).sort(compare);
}

/** Why the file at a path is not read; undefined when it is. */
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
  // Non-blocking, so that opening does not hang if the path has become a pipe since it was checked.
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

/** What a path leads to; undefined when nothing is there, for a broken link and for a link cycle. */
function kindOf(path: string): TreeEntry['kind'] | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
