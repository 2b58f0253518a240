import { type Measured, median } from './measure.ts';
import type { Version } from './versions.ts';

/** Some work done by our program, and the same work done by another. */
export interface Pair {
  /** `build, 100 boards, fresh` */
  readonly name: string;
  /** `a plain SDK script` */
  readonly beside: string;
  /** The maximum ratio to the time of the other program. */
  readonly limit: number;
  readonly rounds: number;
  /** This version, and optionally an earlier one. */
  readonly versions: readonly Version[];
  readonly ours: (version: Version) => Measured;
  /** Seconds of processor time. */
  readonly theirs: () => number;
}

/** Measures all in turn, so that a slow phase of the machine affects all, and prints the ratios of their medians. */
export function reportBeside({ name, beside, limit, rounds, versions, ours, theirs }: Pair): void {
  const measured = versions.map((): Measured[] => []);
  const others: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    others.push(theirs());
    versions.forEach((version, index) => measured[index]?.push(ours(version)));
  }
  const other = median(others);
  const [now, before] = measured.map((runs) => {
    const own = median(runs.map(({ cpuSeconds }) => cpuSeconds));
    const memory = Math.max(...runs.map(({ mebibytes }) => mebibytes));
    return { ratio: own / other, text: `${own.toFixed(2)} s, peak ${memory.toFixed(0)} MiB` };
  });
  if (now === undefined) return;
  const was = before ? `; before ${before.ratio.toFixed(1)}x, ${before.text}` : '';
  const over = now.ratio > limit ? '  OVER THE LIMIT' : '';
  process.stdout.write(
    `${name}: ${now.ratio.toFixed(1)}x ${beside} (limit ${limit}x), ${now.text}${was}; ${beside} ${other.toFixed(2)} s of processor time${over}\n`,
  );
}
