import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { type Measured, measure, median } from './measure.ts';

const ROUNDS = 15;
const SETTLED_MS = 3000;

/** Prints the cost of a build of this repository, compared with starting Node; marks results over the limit. */
export async function reportStart(bin: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pf-bench-'));
  mkdirSync(join(folder, 'node_modules'));
  cpSync('pf-grafana.config.ts', join(folder, 'pf-grafana.config.ts'));
  const floor: Measured[] = [];
  const unchanged: Measured[] = [];
  const cold: Measured[] = [];
  const build = [bin, 'build'];
  measure(build, folder);
  // A file written just now is recognised only by its content.
  await wait(SETTLED_MS);
  measure(build, folder);
  // Measured in turn, so that a slow phase of the machine affects both.
  for (let round = 0; round < ROUNDS; round++) {
    floor.push(measure(['-e', '0'], folder));
    unchanged.push(measure(build, folder));
  }
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true });
    cold.push(measure(build, folder));
  }
  rmSync(folder, { recursive: true, force: true });
  const node = median(floor.map(({ cpuSeconds }) => cpuSeconds));
  process.stdout.write(`node -e 0: ${(node * 1000).toFixed(0)} ms of processor time (median of ${ROUNDS})\n`);
  report('build, nothing changed', unchanged, node, { ratio: 1.4, mebibytes: 150 });
  report('build, no cache at all', cold, node, { ratio: 20, mebibytes: 450 });
}

function report(
  name: string,
  runs: readonly Measured[],
  node: number,
  limit: { readonly ratio: number; readonly mebibytes: number },
): void {
  const ratio = median(runs.map(({ cpuSeconds }) => cpuSeconds)) / node;
  const memory = Math.max(...runs.map(({ mebibytes }) => mebibytes));
  const over = ratio > limit.ratio || memory > limit.mebibytes ? '  OVER THE LIMIT' : '';
  process.stdout.write(
    `${name}: ${ratio.toFixed(1)}x node -e 0 (limit ${limit.ratio}x), peak ${memory.toFixed(0)} MiB (limit ${limit.mebibytes} MiB)${over}\n`,
  );
}
