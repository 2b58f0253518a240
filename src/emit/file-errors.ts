import { UserError } from '../errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'a folder stands where a file should be',
  ELOOP: 'its links lead in a circle',
  ENOENT: 'its folder cannot be made there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands where a folder should be',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};

/** The user's words for a file that cannot be read or written; any other error as it is. */
export function fileError(error: unknown, action: 'read' | 'write', path: string): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (!reason) return error;
  return new UserError({
    severity: 'error',
    id: `output/${action}`,
    message: `Cannot ${action} ${path}: ${reason}.`,
    hint: action === 'write' ? 'Every file is whole, old or new. Mend the cause and build again: it finishes the rest.' : 'Nothing was written. Mend the cause and build again.',
  });
}
