import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { fileError } from './file-errors.ts';
import type { WritePlan } from './plan.ts';
import { MANIFEST, type RenderedFolder } from './render.ts';

/**
 * Carries out a plan. Each file is written beside its place, synced and renamed into it, so that it is whole at any moment and a
 * bind mount of the folder stays attached; a file that stays the same keeps its time, because Grafana reloads what changes.
 */
export async function writeFolder(folder: RenderedFolder, plan: WritePlan, out: string): Promise<void> {
  // The manifest comes last: until then the last one still lists what is ours.
  const paths = [...plan.created, ...plan.changed].sort((left, right) => Number(left === MANIFEST) - Number(right === MANIFEST));
  for (const path of paths.filter((one) => one !== MANIFEST)) await writeWhole(join(out, path), folder.get(path) ?? '');
  for (const path of plan.removed) await remove(out, path);
  if (paths.includes(MANIFEST)) await writeWhole(join(out, MANIFEST), folder.get(MANIFEST) ?? '');
}

async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.pf-grafana-${process.pid}.tmp`;
  try {
    await makeDirectory(dirname(path));
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(error, 'write', path);
  }
}

/** Node's own recursive mkdir never ends where a file system answers "no such file" to every new name, as /proc does. */
async function makeDirectory(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeDirectory(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // Another build may have made it at this moment.
    if (error.code !== 'EEXIST') throw error;
  });
}

async function remove(out: string, path: string): Promise<void> {
  try {
    await rm(join(out, path), { force: true });
    // Directories that held only our files go too; one with anything left in it stays.
    for (let directory = dirname(path); directory !== '.'; directory = dirname(directory)) await rmdir(join(out, directory));
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return;
    throw fileError(error, 'write', path);
  }
}
