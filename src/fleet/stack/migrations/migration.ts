/**
 * One step from an older schema to the present one. Its text is history: it is never edited, and the catalog is not read
 * for it. It may be run again, and in a database that was made by a newer schema.
 */
export interface Migration {
  /** `001-ledger-keys`: the order in which they run. */
  readonly name: string;
  /** What it changes and why, a sentence each; what an operator has to know before it runs. */
  readonly says: readonly string[];
  /** Statements, each with its semicolon. */
  readonly sql: string;
}

/** The migrations as files of a folder. */
export function migrationFiles(
  folder: string,
  migrations: readonly Migration[],
  wrap: (migration: Migration) => string,
): Record<string, string> {
  return Object.fromEntries(migrations.map((migration) => [`${folder}/${migration.name}.sql`, `${wrap(migration)}\n`]));
}

/** What a migration says, as SQL comments. */
export function migrationComment({ says }: Migration): string {
  return says.map((line) => `-- ${line}`).join('\n');
}
