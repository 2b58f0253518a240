import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One run of a Node program. */
export interface Measured {
  readonly milliseconds: number;
  readonly mebibytes: number;
  /** Processor time on all cores, including child processes. */
  readonly cpuSeconds: number;
}

const TELL_USAGE = pathToFileURL(resolve('src/test/bench/tell-usage.mjs')).href;
const TICKS_PER_SECOND = 100;

/** Runs `node` with the arguments in a folder; measures wall time, processor time and peak resident memory. */
export function measure(argv: readonly string[], cwd: string, ends: readonly number[] = [0]): Measured {
  const start = performance.now();
  const { status, output } = spawnSync(process.execPath, ['--import', TELL_USAGE, ...argv], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const milliseconds = performance.now() - start;
  if (status === null || !ends.includes(status)) throw new Error(`node ${argv.join(' ')} ended with ${String(status)}`);
  // Safe: `tell-usage.mjs` writes this.
  return { milliseconds, ...(JSON.parse(String(output[3])) as Pick<Measured, 'mebibytes' | 'cpuSeconds'>) };
}

/** Runs any program in a folder; returns its seconds of processor time. */
export function programSeconds(program: string, argv: readonly string[], cwd: string): number {
  const before = endedChildren();
  const { status, error } = spawnSync(program, argv, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw error ?? new Error(`${program} ${argv.join(' ')} ended with ${String(status)}`);
  return endedChildren() - before;
}

/** Seconds of processor time of all ended children of this process. */
function endedChildren(): number {
  const text = readFileSync('/proc/self/stat', 'utf8');
  const [user = 0, system = 0] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .slice(13, 15)
    .map(Number);
  return (user + system) / TICKS_PER_SECOND;
}

/** The median of some values. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
