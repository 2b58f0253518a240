import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { contentHash } from './content-hash.ts';
import { fileError } from './file-errors.ts';
import { MANIFEST, type RenderedFolder } from './render.ts';

/** What a build will do to each file of the output folder, by path. */
export interface WritePlan {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  /** Files of the last build that this one no longer makes. */
  readonly removed: readonly string[];
  /** Files no longer made, but edited since: they stay. */
  readonly kept: readonly string[];
  readonly unchanged: readonly string[];
}

/** Compares the rendered folder with the disk and with the manifest of the last build. */
export async function planWrite(folder: RenderedFolder, out: string): Promise<WritePlan> {
  const created: string[] = [];
  const changed: string[] = [];
  const unchanged: string[] = [];
  for (const [path, text] of folder) {
    const present = await readIfThere(join(out, path));
    if (present === undefined) created.push(path);
    else if (present === text) unchanged.push(path);
    else changed.push(path);
  }
  const removed: string[] = [];
  const kept: string[] = [];
  for (const [path, hash] of await ownedFiles(out)) {
    if (folder.has(path)) continue;
    const present = await readIfThere(join(out, path));
    if (present !== undefined) (contentHash(present) === hash ? removed : kept).push(path);
  }
  return { created, changed, removed, kept, unchanged };
}

/** True when the plan would touch the disk. */
export function changesAnything(plan: WritePlan): boolean {
  return plan.created.length + plan.changed.length + plan.removed.length > 0;
}

/** Paths and hashes of the last build's files, none where there was no build. */
async function ownedFiles(out: string): Promise<[string, string][]> {
  const text = await readIfThere(join(out, MANIFEST));
  if (text === undefined) return [];
  try {
    const { files } = JSON.parse(text) as { files?: Record<string, string> };
    // A manifest may come from a merge or a stranger: a path that leads out of the folder is not ours to remove.
    return Object.entries(files ?? {}).filter(([path]) => !path.startsWith('/') && !path.split(/[/\\]/).includes('..'));
  } catch {
    // A broken manifest owns nothing, so that nothing is removed on its word; the build writes a new one.
    return [];
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileError(error, 'read', path);
  }
}
