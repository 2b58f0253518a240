import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { compareMarks, type FileMark, type FileMarks, markOf } from '../../bundle/file-marks.ts';
import { INPUTS } from '../../bundle/freshness.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { contentHash } from '../../emit/content-hash.ts';
import { foreignFiles, JOURNAL, MANIFEST } from '../../emit/own-files.ts';
import type { Planned, WritePlan } from '../../emit/plan.ts';
import { readCache, writeCache } from '../cache-file.ts';

/** One folder of a build and what was or would be done to it; without an environment it is the only one. */
export interface FolderResult {
  readonly environment?: string;
  readonly out: string;
  readonly plan: WritePlan;
  /** Objects renamed or newly in a delete list, one line each. */
  readonly changes: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/** The record of a folder: its files, and the warnings that every build repeats. */
interface FolderRecord {
  readonly environment?: string;
  readonly out: string;
  readonly files: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/** A build that wrote or confirmed its folders: with the same inputs and outputs there is nothing to do. */
interface BuildRecord {
  readonly config: string | null;
  /** The path of the list of the program's sources; its content is among the marks. */
  readonly program: string;
  /** What decides how imports resolve, besides files. */
  readonly node: readonly (string | null)[];
  readonly folders: readonly FolderRecord[];
  /**
   * Marks of everything that was read, of missing files that imports would resolve to, and of everything that was
   * written.
   */
  readonly marks: FileMarks;
}

/** The build that a command line requests. */
export interface BuildTarget {
  readonly out: string;
  /** Path of the configuration. */
  readonly config: string | undefined;
  readonly env: string | undefined;
}

/**
 * The plans of a build with nothing to do, found without loading its definitions; undefined if a full build is needed.
 */
export function unchangedBuild(target: BuildTarget): FolderResult[] | undefined {
  const text = readCache(recordName(target));
  if (text === undefined) return undefined;
  // Safe: the cache returns only complete texts, and `rememberBuild` wrote this one.
  const record = JSON.parse(text) as BuildRecord;
  if (record.config !== (target.config ?? null) || record.program !== INPUTS) return undefined;
  if (JSON.stringify(record.node) !== JSON.stringify(node())) return undefined;
  // A journal is left by a killed build, a manifest above the environments by a build without environments. A full
  // build removes them.
  const hasLeft = record.folders.some(
    ({ out, environment }) =>
      existsSync(join(out, JOURNAL)) || (environment !== undefined && existsSync(join(target.out, MANIFEST))),
  );
  const same = hasLeft ? undefined : compareMarks(record.marks);
  if (same === undefined) return undefined;
  if (same.renewed) writeCache(recordName(target), JSON.stringify({ ...record, marks: same.renewed }));
  return record.folders.map(({ files, ...folder }) => ({
    ...folder,
    changes: [],
    plan: unchangedPlan(folder.out, files),
  }));
}

function unchangedPlan(out: string, files: FolderRecord['files']): WritePlan {
  const foreign = foreignFiles(out, new Set(files));
  return { created: [], changed: [], removed: [], edited: [], kept: [], foreign, unchanged: files, interrupted: false };
}

/** Records a build for `unchangedBuild`, unless its configuration may change without a file change. */
export function rememberBuild(
  target: BuildTarget,
  loaded: LoadedConfig,
  folders: readonly (FolderResult & Pick<Planned, 'folder' | 'hashes'>)[],
): void {
  if (!loaded.pure) return;
  const read = [INPUTS, ...loaded.dependencies, ...(loaded.lookedFor ?? [])];
  const written = folders.flatMap(({ out, folder, hashes }) =>
    [...folder].map(([file, text]): [string, FileMark] => [
      join(out, file),
      markOf(join(out, file), hashes[file] ?? contentHash(text)),
    ]),
  );
  const record: BuildRecord = {
    config: target.config ?? null,
    program: INPUTS,
    node: node(),
    folders: folders.map(({ folder, out, environment, warnings }) => ({
      ...(environment === undefined ? {} : { environment }),
      out,
      warnings,
      files: [...folder.keys()],
    })),
    marks: Object.fromEntries([...read.map((path): [string, FileMark] => [path, markOf(path)]), ...written]),
  };
  writeCache(recordName(target), JSON.stringify(record));
}

function node(): BuildRecord['node'] {
  return [process.version, process.env['NODE_PATH'] ?? null];
}

function recordName({ out, env = '' }: BuildTarget): string {
  return `build-${contentHash(`${resolve(out)}\n${env}`).slice(0, 16)}`;
}
