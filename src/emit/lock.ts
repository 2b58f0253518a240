import { readFileSync } from 'node:fs';
import { readlink, rename, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';

import { UserError } from '../diagnostics/errors.ts';

/**
 * Marks a build as running and returns what ends the mark; a UserError when another build runs. The mark is a link
 * whose target
 * names the process: made in one step with its content, so nobody ever reads half of it, and one left by a dead process
 * shows it.
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const release = () => rm(path, { force: true });
  if (await mark(path)) return release;
  const owner = await readOwner(path);
  if (owner === undefined || isAlive(owner)) throw busy(path, owner);
  // Two builds may find the same dead mark. Only the holder of a second lock replaces it, after another look.
  const releaseTakeover = await takeLock(`${path}.takeover`);
  try {
    if ((await readOwner(path)) !== owner) throw busy(path, await readOwner(path));
    const own = `${path}.${process.pid}`;
    await mark(own);
    await rename(own, path);
  } finally {
    await releaseTakeover();
  }
  return release;
}

/** The error of a build that finds another one at work. */
export function busy(path: string, owner?: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'output/busy',
    message: `Another build ${owner === undefined ? 'has just written this folder' : `(process ${owner.replace(/:.*/, '')}) is writing this folder`}, so this one wrote nothing.`,
    hint: `Build again when it has ended.${owner === undefined ? '' : ` If none runs, remove ${path}.`}`,
  });
}

async function mark(path: string): Promise<boolean> {
  try {
    await symlink(`${process.pid}@${hostname()}:${startOf(process.pid) ?? ''}`, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Released at this moment, or a file that no build made.
    if (code === 'ENOENT') return undefined;
    if (code === 'EINVAL') return 'unknown';
    throw error;
  }
}

/** A process of another machine counts as alive: nobody here can tell. */
function isAlive(owner: string): boolean {
  const [, pid, host, start] = /^(\d+)@(.*):(\d*)$/.exec(owner) ?? [];
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
