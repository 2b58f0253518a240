import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { bundleHash } from '../bundle.ts';
import type { LoadedConfig } from '../config/load.ts';
import { contentHash } from '../emit/content-hash.ts';
import type { WritePlan } from '../emit/plan.ts';

/** A build that wrote or confirmed a folder: with the same inputs and the same files there is nothing to do. */
interface BuildRecord {
  readonly config: string | null;
  /** Files the configuration was made from, with their hashes. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The output folder's files, with their hashes. */
  readonly files: Readonly<Record<string, string>>;
  readonly bundle: string;
}

/** The plan of a build that has nothing to do, from hashes alone; undefined when a full build must tell. */
export async function unchangedBuild(out: string, configPath: string | undefined): Promise<WritePlan | undefined> {
  const path = recordPath(out);
  const text = path === undefined ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const record = JSON.parse(text) as BuildRecord;
  if (record.config !== (configPath ?? null) || record.bundle !== bundleHash()) return undefined;
  const same = await Promise.all([
    ...Object.entries(record.inputs).map(([file, hash]) => hasHash(file, hash)),
    ...Object.entries(record.files).map(([file, hash]) => hasHash(join(out, file), hash)),
  ]);
  if (same.includes(false)) return undefined;
  return { created: [], changed: [], removed: [], kept: [], unchanged: Object.keys(record.files) };
}

/** Remembers a build for `unchangedBuild`; not one whose configuration may change by itself. */
export async function rememberBuild(out: string, configPath: string | undefined, loaded: LoadedConfig, folder: ReadonlyMap<string, string>): Promise<void> {
  const path = recordPath(out);
  if (path === undefined || !loaded.pure) return;
  const inputs = Object.fromEntries(await Promise.all(loaded.dependencies.map(async (file) => [file, contentHash(await readFile(file))] as const)));
  const files = Object.fromEntries([...folder].map(([file, text]) => [file, contentHash(text)]));
  const record: BuildRecord = { config: configPath ?? null, inputs, files, bundle: bundleHash() };
  // Only a cache: where it cannot be written, the next build does the work again.
  await mkdir(join(path, '..'), { recursive: true }).then(() => writeFile(path, JSON.stringify(record))).catch(() => undefined);
}

async function hasHash(file: string, expected: string): Promise<boolean> {
  const content = await readFile(file).catch(() => undefined);
  return content !== undefined && contentHash(content) === expected;
}

function recordPath(out: string): string | undefined {
  const modules = resolve('node_modules');
  return existsSync(modules) ? join(modules, '.cache', 'pf-grafana', `build-${contentHash(resolve(out)).slice(0, 16)}.json`) : undefined;
}
