import { constants, readFileSync } from 'node:fs';
import { open, readlink, rename, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';

import { UserError } from '../diagnostics/errors.ts';

/** Longer than any mark of ours. */
const LONGEST_MARK = 1024;
/** Where a link cannot be made: on Windows without a right of its own, and on file systems that have none. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'UNKNOWN']);
const UNKNOWN = 'unknown';

/**
 * Marks a build as running and returns what ends the mark; a UserError when another build runs. The mark is a link
 * whose target names the process: made in one step with its content, so nobody ever reads half of it, and one left by a
 * dead process shows it. Where there are no links it is a file.
 */
export async function takeLock(path: string, link: typeof symlink = symlink): Promise<() => Promise<void>> {
  const release = () => rm(path, { force: true });
  if (await mark(path, link)) return release;
  const owner = await readOwner(path);
  if (owner === undefined || isAlive(owner)) throw busy(path, owner);
  // Two builds may find the same dead mark. Only the holder of a second lock replaces it, after another look.
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

/** Removes the mark of a build that was killed when all was written; one of a living process stays. */
export async function removeDeadLock(path: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner !== undefined && !isAlive(owner)) await (await takeLock(path))();
}

/** The error of a build that finds another one at work. */
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
    // Released at this moment.
    if (code === 'ENOENT') return undefined;
    if (code === 'EINVAL' || code === 'UNKNOWN') return (await readMark(path)) || UNKNOWN;
    throw error;
  }
}

/** What a mark that is a file says; nothing where it is not ours: a pipe, a folder, a film. */
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

/** A process of another machine counts as alive: nobody here can tell. */
function isAlive(owner: string): boolean {
  const [, pid, host, start] = parts(owner) ?? [];
  if (pid === undefined || host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  const now = startOf(Number(pid));
  // Process ids come round again; the time of the start does not.
  return start === '' || now === start;
}

/** Process, machine and start; undefined for what no build wrote. */
function parts(owner: string): RegExpExecArray | undefined {
  return /^([1-9]\d{0,9})@([^\p{Cc}]*):(\d*)$/u.exec(owner) ?? undefined;
}

/**
 * When a process started, in ticks since the machine did; undefined where the system does not say, or when it has ended
 * and nobody asked how.
 */
function startOf(pid: number): string | undefined {
  try {
    // The name may hold blanks and brackets; the fields behind it do not. State is the third of the line, the start the
    // 22nd.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
