/**
 * One step from an older schema to the current one. Its statements are never edited once released, and do not depend on
 * the catalog. It may be run again, also in a database that was created by a newer schema.
 */
export interface Migration {
  /** Such as `001-ledger-keys`; the number is the order of the migrations. */
  readonly name: string;
  /** Sentences about what it changes and what an operator has to know before running it. */
  readonly says: readonly string[];
  /** Statements, each with its semicolon. */
  readonly sql: string;
}

/** Returns one file per migration, by path. */
export function migrationFiles(
  folder: string,
  migrations: readonly Migration[],
  wrap: (migration: Migration) => string,
): Record<string, string> {
  return Object.fromEntries(migrations.map((migration) => [`${folder}/${migration.name}.sql`, `${wrap(migration)}\n`]));
}

/** Returns the description of a migration as SQL comments. */
export function migrationComment({ says }: Migration): string {
  return says.map((line) => `-- ${line}`).join('\n');
}
