import { closeSync, constants, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { fileError } from './file-errors.ts';

/** True for a path below the output folder that means the same on every system: plain names, parted by `/`. */
export function isInside(path: string): boolean {
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\\p{Cc}]/u.test(name));
}

/**
 * Throws a UserError that names each file which would land outside the output folder: by its name, or by a link on its
 * way.
 */
export function checkPaths(out: string, paths: readonly string[]): void {
  const named = paths
    .filter((path) => !isInside(path))
    .map((path) =>
      problem(
        'output/path',
        `The file ${JSON.stringify(path)} would lie outside the output folder, or has a name that is none.`,
        'Change the uid or the folder title it is named by: no "..", "/", "\\" or control characters.',
      ),
    );
  if (named.length > 0) throw new UserError(named);
  const root = realPath(out);
  if (root === undefined) return;
  const led = foldersOf(paths)
    .filter((folder) => !leadsInside(root, join(out, folder)))
    .map((folder) => linkProblem(join(out, folder)));
  if (led.length > 0) throw new UserError(led);
}

/**
 * The text of a file of the folder, undefined where there is none; a UserError for a link that leads out, or one nobody
 * can read.
 */
export function readIfThere(out: string, path: string): string | undefined {
  const place = join(out, path);
  try {
    return read(place, constants.O_NOFOLLOW);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code !== 'ELOOP') throw fileError(error, 'read', place);
  }
  // A link. Renaming over it would replace the link, but what it leads to is not ours to judge by.
  const root = realPath(out);
  if (root !== undefined && leadsInside(root, place)) return readLink(place);
  throw new UserError(linkProblem(place));
}

function readLink(place: string): string | undefined {
  try {
    return read(place, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileError(error, 'read', place);
  }
}

function read(place: string, flags: number): string {
  const file = openSync(place, constants.O_RDONLY | flags);
  try {
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** Each folder on the way to a file, once, from the outermost. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = posix.dirname(path); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder))
      folders.add(folder);
  }
  return [...folders].sort();
}

/** True also where nothing stands yet. */
function leadsInside(root: string, place: string): boolean {
  const real = realPath(place);
  return real === undefined || real === root || real.startsWith(root + sep);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file in a folder's place is found when it is read.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw fileError(error, 'read', path);
  }
}

function linkProblem(place: string): Diagnostic {
  return problem(
    'output/link',
    `${place} is a link that leads out of the output folder, where a build never writes.`,
    'Replace the link by what it leads to, or remove it, and build again.',
  );
}

function problem(id: string, message: string, hint: string): Diagnostic {
  return { severity: 'error', id, message, hint };
}
