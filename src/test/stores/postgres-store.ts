import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';

import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

import { type PostgresTableName, postgresTables } from '../../fleet/catalog/postgres.ts';
import { postgresSchema } from '../../fleet/stack/postgres-schema.ts';
import type { PostgresQuery } from '../../verify/panel-queries/ask-postgres.ts';

/** A PostgreSQL with the schema of the stack, with a fixed time. */
export interface PostgresStore {
  readonly engine: string;
  readonly query: PostgresQuery;
  /** Loads rows in COPY's text format, in the order of the schema's tables. */
  load(table: PostgresTableName, copyInto: string, file: string): Promise<void>;
  close(): Promise<void>;
}

/** The URL of a real server, if set; our schema there is dropped at the end. */
const REAL = process.env['PF_TEST_POSTGRES_URL'];

/** The number of rows sent to a real server at once. */
const BATCH = 20_000;

/** The engines to test: always PGlite, and a real server if `PF_TEST_POSTGRES_URL` is set. */
export const postgresEngines: readonly (readonly [name: string, open: (now: Date) => Promise<PostgresStore>])[] = [
  ['PGlite', openPglite],
  ...(REAL ? [['PostgreSQL', openReal] as const] : []),
];

/** Puts a schema before pg_catalog in the search path, so that queries call its now(). */
function frozen(schema: string, now: Date): string {
  return `SET search_path = ${schema}, pg_catalog; SET timezone = 'UTC';
    CREATE FUNCTION ${schema}.now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT '${now.toISOString()}'::timestamptz $$;`;
}

async function openPglite(now: Date): Promise<PostgresStore> {
  const db = new PGlite();
  await db.exec(postgresSchema());
  await db.exec(frozen('public', now));
  return {
    engine: 'PGlite',
    query: (sql) => db.query<unknown[]>(sql, [], { rowMode: 'array' }),
    load: async (_table, copyInto, file) =>
      void (await db.query(`${copyInto} '/dev/blob'`, [], { blob: new Blob([await readFile(file)]) })),
    close: () => db.close(),
  };
}

async function openReal(now: Date): Promise<PostgresStore> {
  const client = new pg.Client({ connectionString: REAL });
  await client.connect();
  const schema = `pf_test_${randomUUID().replaceAll('-', '')}`;
  await client.query(`CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${postgresSchema()}`);
  await client.query(frozen(schema, now));
  return {
    engine: 'PostgreSQL',
    query: (text) => client.query({ text, rowMode: 'array' }),
    load: async (table, copyInto, file) => {
      const columns = /\((.*)\)/.exec(copyInto)?.[1]?.split(', ') ?? [];
      const types = Object.fromEntries(
        Object.entries(postgresTables[table].columns).map(([name, { type }]) => [name, type]),
      );
      const rows = (await readFile(file, 'utf8'))
        .split('\n')
        .filter(Boolean)
        .map((line) =>
          Object.fromEntries(
            line
              .split('\t')
              .map((value, index) => [columns[index], value === '\\N' ? null : value.replaceAll('\\\\', '\\')]),
          ),
        );
      const list = columns.map((name) => `${name} ${types[name]}`).join(', ');
      for (let from = 0; from < rows.length; from += BATCH) {
        await client.query(
          `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM json_to_recordset($1) AS rows(${list})`,
          [JSON.stringify(rows.slice(from, from + BATCH))],
        );
      }
    },
    close: async () => {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      await client.end();
    },
  };
}
