import { constants, readFileSync } from 'node:fs';
import { open, readlink, rename, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';

import { UserError } from '../diagnostics/errors.ts';

/** Longer than any lock we write. */
const LONGEST_MARK = 1024;
/**
 * Errors where symbolic links cannot be created: on Windows without the privilege, and on file systems without links.
 */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'UNKNOWN']);
const UNKNOWN = 'unknown';

/**
 * Takes the lock of a build and returns its release; a UserError when another build is running. The lock is a symbolic
 * link whose target names the process. It is created atomically with its content, so it is never half written, and a
 * lock left by a dead process can be recognised. Where links are not supported it is a file.
 */
export async function takeLock(path: string, link: typeof symlink = symlink): Promise<() => Promise<void>> {
  const release = () => rm(path, { force: true });
  if (await mark(path, link)) return release;
  const owner = await readOwner(path);
  if (owner === undefined || isAlive(owner)) throw busy(path, owner);
  // Two builds may find the same dead lock. Only the one that takes a second lock replaces it, after checking again.
  const releaseTakeover = await takeLock(`${path}.takeover`, link);
  try {
    const present = await readOwner(path);
    if (present !== owner) throw busy(path, present);
    const own = `${path}.${process.pid}`;
    await rm(own, { force: true });
    await mark(own, link);
    await rename(own, path);
  } finally {
    await releaseTakeover();
  }
  return release;
}

/** Removes a lock left by a build that was killed after it had written everything; the lock of a live process stays. */
export async function removeDeadLock(path: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner !== undefined && !isAlive(owner)) await (await takeLock(path))();
}

/** The error for a build that finds another one running. */
export function busy(path: string, owner?: string): UserError {
  const [, pid, host] = parts(owner ?? '') ?? [];
  const who =
    owner === undefined
      ? 'has just written this folder'
      : `${pid === undefined ? '' : `(process ${pid}${host === hostname() ? '' : ' of another machine'}) `}is writing this folder`;
  return new UserError({
    severity: 'error',
    id: 'output/busy',
    message: `Another build ${who}, so this one wrote nothing.`,
    hint: `Build again when it has ended. If none runs, remove ${path}.`,
  });
}

async function mark(path: string, link: typeof symlink): Promise<boolean> {
  const owner = `${process.pid}@${hostname()}:${startOf(process.pid) ?? ''}`;
  try {
    await link(owner, path).catch((error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      return markByFile(path, owner);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function markByFile(path: string, owner: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(owner);
  } finally {
    await file.close();
  }
}

async function readOwner(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // The other build has just released it.
    if (code === 'ENOENT') return undefined;
    if (code === 'EINVAL' || code === 'UNKNOWN') return (await readMark(path)) || UNKNOWN;
    throw error;
  }
}

/** The content of a lock that is a file; empty if it is not ours: a pipe, a folder, a large file. */
async function readMark(path: string): Promise<string> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = await file.stat();
      return facts.isFile() && facts.size <= LONGEST_MARK ? await file.readFile('utf8') : '';
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

/** A process on another machine counts as alive, because it cannot be checked from here. */
function isAlive(owner: string): boolean {
  const [, pid, host, start] = parts(owner) ?? [];
  if (pid === undefined || host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  const now = startOf(Number(pid));
  // Process ids are reused; a start time is not.
  return start === '' || now === start;
}

/** Process id, host and start time; undefined for text that no build wrote. */
function parts(owner: string): RegExpExecArray | undefined {
  return /^([1-9]\d{0,9})@([^\p{Cc}]*):(\d*)$/u.exec(owner) ?? undefined;
}

/** When a process started, in ticks since boot; undefined where the system does not provide it, or for a zombie. */
function startOf(pid: number): string | undefined {
  try {
    // The process name may contain spaces and parentheses, the fields after it cannot. State is field 3, start time is
    // field 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
