import { type Measured, median } from './measure.ts';

/** A piece of work of ours, and the same by another program. */
export interface Pair {
  /** `build, 100 boards, fresh` */
  readonly name: string;
  /** `a plain SDK script` */
  readonly beside: string;
  /** How many times as long as the other program it may take. */
  readonly limit: number;
  readonly rounds: number;
  readonly ours: () => Measured;
  /** Seconds of processor time. */
  readonly theirs: () => number;
}

/** Measures both in turn, so that a slow minute of the machine slows both, and prints the ratio of their medians. */
export function reportBeside({ name, beside, limit, rounds, ours, theirs }: Pair): void {
  const measured: Measured[] = [];
  const others: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    others.push(theirs());
    measured.push(ours());
  }
  const own = median(measured.map(({ cpuSeconds }) => cpuSeconds));
  const other = median(others);
  const memory = Math.max(...measured.map(({ mebibytes }) => mebibytes));
  const over = own / other > limit ? '  OVER THE LIMIT' : '';
  process.stdout.write(
    `${name}: ${(own / other).toFixed(1)}x ${beside} (limit ${limit}x), ${own.toFixed(2)} s beside ${other.toFixed(2)} s of processor time, peak ${memory.toFixed(0)} MiB${over}\n`,
  );
}
