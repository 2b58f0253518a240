import type { ChosenQuery } from './every-choice.ts';
import type { Variant } from './variants.ts';

/** Prints how many queries an engine runs, so that a run shows that none was skipped. */
export function reportQueries(engine: string, { name }: Variant, asked: readonly ChosenQuery[]): void {
  process.stderr.write(
    `${engine}, ${name}: ${new Set(asked.map(({ query }) => query.where)).size} queries, ${asked.length} texts\n`,
  );
}

/** Returns queries with their names, for a table of tests. */
export function named(asked: readonly ChosenQuery[]): [name: string, query: ChosenQuery][] {
  return asked.map((expanded) => [expanded.name, expanded]);
}
