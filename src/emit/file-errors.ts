import { UserError } from '../diagnostics/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is a mount point or in use',
  EEXIST: 'something else was put there at this moment',
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

/** What may happen at any place, and is not a bug of ours: no room, no rights, a disk that fails. */
const OF_THE_MACHINE = new Set(['EACCES', 'EDQUOT', 'EIO', 'EMFILE', 'ENOSPC', 'EPERM', 'EROFS']);

/**
 * What was being done: reading, writing beside the old files, or then putting the new ones in their places and removing
 * others.
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

/** The user's words for what the system refused, wherever that was; undefined for any other error. */
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

/** The user's words for a file that cannot be read or written; any other error as it is. */
export function fileError(error: unknown, action: FileAction, path: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (reason === undefined) return error;
  return new UserError({
    severity: 'error',
    id: `output/${action}`,
    message: `Cannot ${action} ${path}: ${reason}.`,
    hint: HINTS[action],
  });
}
