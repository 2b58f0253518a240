import { statSync } from 'node:fs';
import { dirname } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is a mount point or in use',
  EEXIST: 'something else created it at the same time',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'there is a folder where a file should be',
  ELOOP: 'its links form a circle',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is longer than the file system allows',
  ENOENT: 'its folder cannot be created there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'there is a file where a folder should be',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ETXTBSY: 'it is in use',
  ENXIO: 'it is a pipe or a socket, not a file',
  NOT_A_FILE: 'it is a pipe, a socket or a device, not a file',
  TOO_LARGE: 'it is larger than 256 MiB, so no build wrote it',
};

/** Errors of the machine, not bugs of ours: no space, no permission, a failing disk. */
const OF_THE_MACHINE = new Set(['EACCES', 'EDQUOT', 'EIO', 'EMFILE', 'ENOSPC', 'EPERM', 'EROFS']);

/**
 * What failed: reading, writing the temporary files beside the old ones, replacing the old files, or removing files.
 */
export type FileAction = 'read' | 'write' | 'replace' | 'remove';

const HALF_WAY =
  'Every file is complete, either old or new. Fix the cause and build again: the build continues from here.';
const HINTS: Readonly<Record<FileAction, string>> = {
  read: 'Nothing was written. Fix the cause and build again.',
  write: 'Existing files are unchanged. Fix the cause and build again.',
  replace: HALF_WAY,
  remove: HALF_WAY,
};

/** A UserError in plain words for an error of the machine, anywhere in the program; undefined for any other error. */
export function systemError(error: unknown): UserError | undefined {
  const { code = '', syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === undefined || !OF_THE_MACHINE.has(code)) return undefined;
  return new UserError({
    severity: 'error',
    id: 'system/refused',
    message: `Cannot ${syscall}${path === undefined ? '' : ` ${path}`}: ${REASONS[code]}.`,
    hint: 'Fix the cause and run the command again.',
  });
}

/** A UserError in plain words for a file that cannot be read or written; any other error is returned unchanged. */
export function fileError(error: unknown, action: FileAction, path: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (reason === undefined) return error;
  return new UserError({
    severity: 'error',
    id: `output/${action}`,
    message: `Cannot ${action} ${path}: ${reason}.`,
    hint: code === 'ENOTDIR' ? inTheWay(path) : HINTS[action],
  });
}

/** The edit for a file where a folder should be, which is one of those above the path. */
function inTheWay(path: string): string {
  const above = dirname(path);
  if (above === path) return HINTS.read;
  return statSync(above, { throwIfNoEntry: false })?.isFile()
    ? `${above} is a file: move it, or choose another folder with --out.`
    : inTheWay(above);
}
