import { spawnSync } from 'node:child_process';

/** One run of a Node program. */
export interface Measured {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/** Reports its peak memory on a pipe of its own when it ends. */
const TELL_MEMORY =
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));";

/** Runs `node` with the arguments in a folder; wall time and peak resident memory. */
export function measure(argv: readonly string[], cwd: string): Measured {
  const start = performance.now();
  const { status, output } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`, ...argv],
    { cwd, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  );
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`node ${argv.join(' ')} ended with ${String(status)}`);
  return { milliseconds, mebibytes: Number(String(output[3])) / 1024 };
}
