import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { fileError } from './file-errors.ts';
import { isOwnable } from './own-files.ts';
import { sameNames, unportable } from './portable-names.ts';

/** No file of ours comes near it, and a text of twice its size is more than Node can hold. */
const LARGEST = 2 ** 28;

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
        `The file ${JSON.stringify(path)} would lie outside the output folder, or has an unusable name.`,
        'Change the uid or the folder title that the file is named after: no "..", "/", "\\" or control characters.',
      ),
    );
  const unowned = paths
    .filter((path) => isInside(path) && !isOwnable(path))
    .map((path) =>
      problem(
        'output/path',
        `The file ${JSON.stringify(path)} does not have a suffix that a build may remove again, so it is not written either.`,
        'Use a name that does not begin with a dot, with the suffix of a text file, such as .yaml, .json, .sql, .md or .txt.',
      ),
    );
  if (named.length + unowned.length > 0) throw new UserError([...named, ...unowned]);
  const root = realPath(out);
  if (root === undefined) return;
  const led = foldersOf(paths)
    .filter((folder) => !leadsInside(root, join(out, folder)))
    .map((folder) => linkProblem(join(out, folder)));
  if (led.length > 0) throw new UserError(led);
}

/**
 * Throws a UserError that names each new file which a colleague's disk could not hold; those of earlier builds stay, as
 * another name would break what refers to them.
 */
export function checkNewNames(paths: readonly string[], isKnown: (path: string) => boolean): void {
  const hint = 'Change the uid or the folder title that the file is named after.';
  const unheld = paths
    .filter((path) => !isKnown(path))
    .flatMap((path) => {
      const reason = unportable(path);
      return reason === undefined
        ? []
        : problem('output/name', `Not everybody can check out the file ${JSON.stringify(path)}: ${reason}.`, hint);
    });
  const same = sameNames(paths)
    .filter(([left, right]) => ![left, right].every((name) => paths.some((path) => isKnown(path) && isAt(path, name))))
    .map(([left, right]) =>
      problem(
        'output/name',
        `${JSON.stringify(left)} and ${JSON.stringify(right)} are the same name on Windows and macOS, where one would overwrite the other.`,
        hint,
      ),
    );
  if (unheld.length + same.length > 0) throw new UserError([...unheld, ...same]);
}

function isAt(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}/`);
}

/** Throws a UserError for each path that is not, at this moment, a regular file of a kind of ours inside the folder. */
export function checkRemovable(out: string, paths: readonly string[]): void {
  checkPaths(out, paths);
  const others = paths.filter((path) => !isRegularFile(out, path));
  if (others.length > 0)
    throw new UserError(
      others.map((path) =>
        problem(
          'output/remove',
          `${join(out, path)} was a file when the folder was compared but is not a file now, so nothing was written.`,
          'Build again.',
        ),
      ),
    );
}

/** True for a file of its own right at a path: no link, no folder, no device. */
export function isRegularFile(out: string, path: string): boolean {
  return lstatSync(join(out, path), { throwIfNoEntry: false })?.isFile() ?? false;
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
  // A pipe without a writer would never open.
  const file = openSync(place, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  try {
    const facts = fstatSync(file);
    if (facts.isDirectory()) throw Object.assign(new Error(place), { code: 'EISDIR' });
    if (!facts.isFile()) throw Object.assign(new Error(place), { code: 'NOT_A_FILE' });
    if (facts.size > LARGEST) throw Object.assign(new Error(place), { code: 'TOO_LARGE' });
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
    `${place} is a link that leads out of the output folder; a build never writes outside it.`,
    'Replace the link with its target, or remove it, and build again.',
  );
}

function problem(id: string, message: string, hint: string): Diagnostic {
  return { severity: 'error', id, message, hint };
}
