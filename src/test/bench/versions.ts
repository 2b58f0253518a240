import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A measured program and its folder; each has its own, so that the cache of one version does not help another. */
export interface Version {
  readonly bin: string;
  readonly folder: string;
}

/** This program, and then that of the clone or package in `PF_BENCH_BEFORE`, to be measured in the same rounds. */
export function programs(bin: string): readonly string[] {
  const before = process.env['PF_BENCH_BEFORE'];
  if (before === undefined) return [bin];
  const earlier = resolve(before, 'dist', 'bin.js');
  if (!existsSync(earlier)) throw new Error(`PF_BENCH_BEFORE names a folder without a program: there is no ${earlier}`);
  return [bin, earlier];
}

/** Gives each program a new folder with the same content, and removes the folders at the end. */
export async function withFolders(
  bins: readonly string[],
  fill: (folder: string) => void,
  use: (versions: readonly Version[]) => void | Promise<void>,
): Promise<void> {
  const versions = bins.map((bin) => ({ bin, folder: mkdtempSync(join(tmpdir(), 'pf-bench-')) }));
  try {
    for (const { folder } of versions) fill(folder);
    await use(versions);
  } finally {
    for (const { folder } of versions) rmSync(folder, { recursive: true, force: true });
  }
}
