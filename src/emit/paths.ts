import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { fileError } from './file-errors.ts';
import { isOwnable } from './own-files.ts';
import { sameNames, unportable } from './portable-names.ts';

/** None of our files comes near this size, and Node cannot hold a string of twice this size. */
const LARGEST = 2 ** 28;

/** True for a path below the output folder that means the same on every system: plain names separated by `/`. */
export function isInside(path: string): boolean {
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\\p{Cc}]/u.test(name));
}

/**
 * Throws a UserError for each file that would be written outside the output folder, because of its name or a link in
 * its path.
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
 * Throws a UserError for each new file that Windows or macOS cannot store. Files of earlier builds stay, because
 * renaming them would break references to them.
 */
export function checkNewNames(paths: readonly string[], isKnown: (path: string) => boolean): void {
  const hint = 'Change the uid or the folder title that the file is named after.';
  const unheld = paths
    .filter((path) => !isKnown(path))
    .flatMap((path) => {
      const reason = unportable(path);
      return reason === undefined
        ? []
        : problem(
            'output/name',
            `The file ${JSON.stringify(path)} cannot be checked out on every system: ${reason}.`,
            hint,
          );
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

/**
 * Throws a UserError for each path that is not currently a regular file inside the folder, of a type that builds
 * produce.
 */
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

/** True if the path is a regular file: not a link, a folder or a device. */
export function isRegularFile(out: string, path: string): boolean {
  return lstatSync(join(out, path), { throwIfNoEntry: false })?.isFile() ?? false;
}

/**
 * The text of a file in the folder; undefined if it does not exist. Throws a UserError for an unreadable file or a link
 * that leads outside.
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
  // The path is a link. A rename would replace only the link, so its target is read only if it is inside the folder.
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
  // Without O_NONBLOCK, opening a pipe that has no writer would block forever.
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

/** All parent folders of the files, without duplicates, outermost first. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = posix.dirname(path); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder))
      folders.add(folder);
  }
  return [...folders].sort();
}

/** True also for a path that does not exist yet. */
function leadsInside(root: string, place: string): boolean {
  const real = realPath(place);
  return real === undefined || real === root || real.startsWith(root + sep);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file where a folder should be is reported when it is read.
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
