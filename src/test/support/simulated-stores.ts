import type { PGlite } from '@electric-sql/pglite';
import type { Session } from 'chdb';

import { type PostgresTableName, postgresTables } from '../../catalog/postgres.ts';
import { clickhouseSchema } from '../../stack/clickhouse-schema.ts';
import { postgresSchema } from '../../stack/postgres-schema.ts';
import { copyInto, postgresFile } from '../../stack/simulator/writers/postgres.ts';

/** Creates the book of record in an empty database and loads a simulated fleet from its files. */
export async function loadPostgres(db: PGlite, textOf: (path: string) => string): Promise<void> {
  await db.exec(postgresSchema());
  for (const table of Object.keys(postgresTables) as PostgresTableName[]) {
    // `/dev/blob` is PGlite's name for the blob that comes with the query.
    await db.query(`${copyInto(table)} '/dev/blob'`, [], { blob: new Blob([textOf(postgresFile(table))]) });
  }
  await db.exec('ANALYZE');
}

/** Creates the analytics copy and loads a simulated fleet from its folder; the rollups fill themselves. Redelivered rows are left out unless asked for. */
export function loadClickhouse(session: Session, folder: string, { withRedelivered = false, database = 'agent_analytics' } = {}): void {
  // The history of a test may be older than a table keeps rows, which ClickHouse would drop without an error.
  session.query(clickhouseSchema({ database }).replaceAll(/^TTL .*$/gm, ''));
  const load = (table: string, file: string): unknown =>
    session.query(`INSERT INTO ${database}.${table} SELECT * FROM file('${folder}/clickhouse/${file}.jsonl', JSONEachRow) SETTINGS input_format_import_nested_json = 0`);
  load('agent_capital', 'agent_capital');
  load('agent_trades', 'agent_trades');
  load('ingest_errors', 'ingest_errors');
  if (withRedelivered) load('agent_trades', 'agent_trades.redelivered');
}
