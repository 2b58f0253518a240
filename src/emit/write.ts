import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import { UserError } from '../diagnostics/errors.ts';
import type { Before } from './before.ts';
import { type Disk, disk as thisDisk } from './disk.ts';
import { type FileAction, fileError } from './file-errors.ts';
import { journalText } from './journal.ts';
import { busy, removeDeadLock, takeLock } from './lock.ts';
import { mountedFiles } from './mounted-files.ts';
import { JOURNAL, LOCK, MANIFEST, temporaryPath } from './own-files.ts';
import { checkRemovable, readIfThere } from './paths.ts';
import { changesAnything, type Planned } from './plan.ts';
import type { RenderedFolder } from './render.ts';

/** The output folder of a build, and the folders created in it so far. */
interface Place {
  readonly out: string;
  readonly disk: Disk;
  readonly made: string[];
}

/** Files written in parallel, because a disk syncs several of them together. */
const AT_ONCE = 8;

/** Writes the changes; without any, it only removes the lock of a build killed at its end. */
export async function writeChanges(
  planned: Planned,
  out: string,
  before: Before,
  disk: Disk = thisDisk,
): Promise<void> {
  if (changesAnything(planned.plan)) return writeFolder(planned, out, before, disk);
  // A lock that cannot be removed, as in a read-only folder, does no harm.
  await removeDeadLock(join(out, LOCK)).catch(() => undefined);
}

/**
 * Carries out a plan. Every file is complete at any moment, and a bind mount of the folder stays attached. All new
 * files are written as temporary files and synced before the first is renamed, so a full disk stops the build before
 * anything has changed. The journal is written first and the manifest last, so that a killed build leaves no unknown
 * files.
 */
export async function writeFolder(
  { plan, folder, hashes, identities }: Planned,
  out: string,
  before: Before,
  disk: Disk = thisDisk,
): Promise<void> {
  const place: Place = { out, disk, made: [] };
  try {
    await attempt('write', out, () => makeFolder(place, out));
    const release = await attempt('write', out, () => takeLock(join(out, LOCK)));
    try {
      if (readIfThere(out, MANIFEST) !== before.manifest.text) throw busy(join(out, LOCK));
      checkRemovable(out, plan.removed);
      checkMounts([...plan.changed, ...plan.removed].map((path) => join(out, path)));
      await clearAway(place, Object.keys(before.journal?.files ?? {}));
      const paths = [...plan.created, ...plan.changed];
      const planned = Object.fromEntries(paths.flatMap((path) => (hashes[path] ? [[path, hashes[path]]] : [])));
      const journal = journalText(planned, identities, before);
      await stage(place, new Map(paths.map((path) => [path, folder.get(path) ?? ''])), journal, before);
      await replace(place, paths, plan.removed);
    } finally {
      await release();
    }
  } catch (error) {
    // Removes the folders created by the failed build, unless they contain something.
    for (const path of place.made.reverse()) await disk.removeFolder(path).catch(() => undefined);
    throw error;
  }
}

/** Removes the temporary files of a killed build. */
async function clearAway({ out, disk }: Place, paths: readonly string[]): Promise<void> {
  for (const path of [MANIFEST, JOURNAL, ...paths])
    await attempt('remove', join(out, path), () => disk.removeFile(join(out, temporaryPath(path))));
}

async function stage(place: Place, contents: RenderedFolder, journal: string, before: Before): Promise<void> {
  const { out, disk } = place;
  try {
    await attempt('write', join(out, JOURNAL), async () => {
      await disk.writeFile(join(out, temporaryPath(JOURNAL)), journal);
      await disk.rename(join(out, temporaryPath(JOURNAL)), join(out, JOURNAL));
    });
    await inParallel([...contents], ([path, text]) =>
      attempt('write', join(out, path), async () => {
        await makeFolder(place, dirname(join(out, path)));
        await disk.writeFile(join(out, temporaryPath(path)), text);
      }),
    );
  } catch (error) {
    for (const path of [JOURNAL, ...contents.keys()])
      await disk.removeFile(join(out, temporaryPath(path))).catch(() => undefined);
    // An older journal still records what is ours, and the new one includes it.
    if (before.journal === undefined) await disk.removeFile(join(out, JOURNAL)).catch(() => undefined);
    throw error;
  }
}

async function replace(place: Place, paths: readonly string[], removed: readonly string[]): Promise<void> {
  try {
    await putInPlace(place, paths, removed);
  } catch (error) {
    // The journal stays, because it records which files are ours. The next build writes what was not put in place.
    for (const path of paths) await place.disk.removeFile(join(place.out, temporaryPath(path))).catch(() => undefined);
    throw error;
  }
}

async function putInPlace({ out, disk }: Place, paths: readonly string[], removed: readonly string[]): Promise<void> {
  const rename = (path: string) =>
    attempt('replace', join(out, path), () => disk.rename(join(out, temporaryPath(path)), join(out, path)));
  await inParallel(
    paths.filter((one) => one !== MANIFEST),
    rename,
  );
  for (const path of removed) {
    await attempt('remove', join(out, path), async () => {
      await disk.removeFile(join(out, path));
      // Also removes the folders that contained only our files.
      for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
        if (!(await disk.removeFolder(join(out, folder)))) break;
    });
  }
  if (paths.includes(MANIFEST)) await rename(MANIFEST);
  await attempt('remove', join(out, JOURNAL), () => disk.removeFile(join(out, JOURNAL)));
}

function checkMounts(paths: readonly string[]): void {
  const mounted = mountedFiles(paths);
  if (mounted.length > 0)
    throw new UserError(
      mounted.map((path) => ({
        severity: 'error',
        id: 'output/mounted',
        message: `${path} is a mount point, so it can be neither replaced nor removed; nothing was written.`,
        hint: 'Mount the folder that contains it instead of the file, or unmount it, and build again.',
      })),
    );
}

/** Node's recursive mkdir never returns on a file system, such as /proc, that answers ENOENT for every new name. */
async function makeFolder(place: Place, path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(place, dirname(path));
  if (await place.disk.makeFolder(path)) place.made.push(path);
}

/**
 * Works on several items in parallel. After the first error no new item is started, and the running ones are awaited.
 */
async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item).catch((error: unknown) => {
        queue.length = 0;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

async function attempt<Result>(action: FileAction, path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, action, path);
  }
}
