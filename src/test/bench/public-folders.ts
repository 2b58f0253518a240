import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { type Measured, measure } from './measure.ts';

/** A folder of public dashboards, which are not in this repository. */
const PATH = process.env['PF_BENCH_DASHBOARDS'];
const MEBIBYTES = 400;
/** Exit codes; every folder of that size has findings. */
const ENDS = [0, 1];

/**
 * Prints the cost of validating a large folder of public dashboards: without a cache, with one, and without a
 * node_modules for the cache; marks results over the limit.
 */
export function reportPublicFolders(bin: string): void {
  if (PATH === undefined) {
    process.stdout.write('public dashboards: not measured, because PF_BENCH_DASHBOARDS names no folder of them\n');
    return;
  }
  const path = resolve(PATH);
  const count = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  ).length;
  for (const hasModules of [true, false]) {
    const folder = mkdtempSync(join(tmpdir(), 'pf-bench-'));
    process.env['XDG_CACHE_HOME'] = join(folder, 'cache-of-the-user');
    try {
      if (hasModules) mkdirSync(join(folder, 'node_modules'));
      const where = hasModules ? 'with node_modules' : 'without node_modules';
      for (const name of ['cold', 'warm'])
        print(`${count} public files, ${where}, ${name}`, count, measure([bin, 'validate', path], folder, ENDS));
    } finally {
      delete process.env['XDG_CACHE_HOME'];
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function print(name: string, count: number, { cpuSeconds, mebibytes }: Measured): void {
  const over = mebibytes > MEBIBYTES ? '  OVER THE LIMIT' : '';
  process.stdout.write(
    `${name}: ${cpuSeconds.toFixed(1)} s of processor time, ${((cpuSeconds / count) * 1000).toFixed(1)} ms a file, peak ${mebibytes.toFixed(0)} MiB (limit ${MEBIBYTES} MiB)${over}\n`,
  );
}
