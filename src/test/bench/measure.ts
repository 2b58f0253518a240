import { spawnSync } from 'node:child_process';

/** One run of a Node program. */
export interface Measured {
  readonly milliseconds: number;
  readonly mebibytes: number;
  /** Of processor time, on all cores. */
  readonly cpuSeconds: number;
}

/** Reports what it took on a pipe of its own when it ends. */
const TELL_USAGE =
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));";

/** Runs `node` with the arguments in a folder; wall time, processor time and peak resident memory. */
export function measure(argv: readonly string[], cwd: string, ends: readonly number[] = [0]): Measured {
  const start = performance.now();
  const { status, output } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(TELL_USAGE)}`, ...argv],
    { cwd, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  );
  const milliseconds = performance.now() - start;
  if (status === null || !ends.includes(status)) throw new Error(`node ${argv.join(' ')} ended with ${String(status)}`);
  const usage = JSON.parse(String(output[3])) as NodeJS.ResourceUsage;
  return {
    milliseconds,
    mebibytes: usage.maxRSS / 1024,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
  };
}
