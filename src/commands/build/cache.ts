import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { bundleHash } from '../../bundle/bundle.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { contentHash } from '../../emit/content-hash.ts';
import { foreignFiles, JOURNAL, MANIFEST } from '../../emit/own-files.ts';
import type { WritePlan } from '../../emit/plan.ts';
import { readCache, writeCache } from '../cache-file.ts';

/** One folder of a build and what was, or would be, done to it; without an environment it is the only one. */
export interface FolderResult {
  readonly environment?: string;
  readonly out: string;
  readonly plan: WritePlan;
  /** Objects renamed, or now in a delete list, a line each. */
  readonly changes: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/** What to remember of a folder: its files, with their hashes, and what a build warns of each time. */
interface FolderRecord {
  readonly environment?: string;
  readonly out: string;
  readonly files: Readonly<Record<string, string>>;
  readonly warnings: readonly Diagnostic[];
}

/** A build that wrote or confirmed its folders: with the same inputs and the same files there is nothing to do. */
interface BuildRecord {
  readonly config: string | null;
  /** Files the configuration was made from, with their hashes; an empty one of what was looked for in vain. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly folders: readonly FolderRecord[];
  readonly bundle: string;
}

/** What a command line asks to be built. */
export interface BuildTarget {
  readonly out: string;
  /** Path of the configuration. */
  readonly config: string | undefined;
  readonly env: string | undefined;
}

/** The plans of a build that has nothing to do, from hashes alone; undefined when a full build must tell. */
export async function unchangedBuild(target: BuildTarget): Promise<FolderResult[] | undefined> {
  const text = readCache(recordName(target));
  if (text === undefined) return undefined;
  // It comes whole, so it is what `rememberBuild` wrote.
  const record = JSON.parse(text) as BuildRecord;
  if (record.config !== (target.config ?? null) || record.bundle !== bundleHash()) return undefined;
  const same = await Promise.all([
    ...Object.entries(record.inputs).map(([file, hash]) => hasHash(file, hash)),
    ...record.folders.flatMap(({ out, files }) =>
      Object.entries(files).map(([file, hash]) => hasHash(join(out, file), hash)),
    ),
  ]);
  // A journal is what a killed build left, a manifest above the environments one without them; a full build clears them
  // away.
  const hasLeft = record.folders.some(
    ({ out, environment }) =>
      existsSync(join(out, JOURNAL)) || (environment !== undefined && existsSync(join(target.out, MANIFEST))),
  );
  if (same.includes(false) || hasLeft) return undefined;
  return record.folders.map(({ files, ...folder }) => ({
    ...folder,
    changes: [],
    plan: unchangedPlan(folder.out, files),
  }));
}

function unchangedPlan(out: string, files: FolderRecord['files']): WritePlan {
  const foreign = foreignFiles(out, new Set(Object.keys(files)));
  return {
    created: [],
    changed: [],
    removed: [],
    edited: [],
    kept: [],
    foreign,
    unchanged: Object.keys(files),
    interrupted: false,
  };
}

/** Remembers a build for `unchangedBuild`; not one whose configuration may change by itself. */
export async function rememberBuild(
  target: BuildTarget,
  loaded: LoadedConfig,
  folders: readonly (FolderResult & { readonly folder: ReadonlyMap<string, string> })[],
): Promise<void> {
  if (!loaded.pure) return;
  const files = [...loaded.dependencies, ...(loaded.lookedFor ?? [])];
  const inputs = Object.fromEntries(await Promise.all(files.map(async (file) => [file, await hashOf(file)] as const)));
  const records = folders.map(({ folder, out, environment, warnings }) => ({
    ...(environment === undefined ? {} : { environment }),
    out,
    warnings,
    files: Object.fromEntries([...folder].map(([file, text]) => [file, contentHash(text)])),
  }));
  const record: BuildRecord = { config: target.config ?? null, inputs, folders: records, bundle: bundleHash() };
  writeCache(recordName(target), JSON.stringify(record));
}

async function hasHash(file: string, expected: string): Promise<boolean> {
  return (await hashOf(file)) === expected;
}

async function hashOf(file: string): Promise<string> {
  const content = await readFile(file).catch(() => undefined);
  return content === undefined ? '' : contentHash(content);
}

function recordName({ out, env = '' }: BuildTarget): string {
  return `build-${contentHash(`${resolve(out)}\n${env}`).slice(0, 16)}`;
}
