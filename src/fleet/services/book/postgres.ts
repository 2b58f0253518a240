import type { Pool } from 'pg';

import type { EnvironmentReader } from '../service/environment.ts';
import { optionalLibrary } from '../service/optional-library.ts';

/** How to reach PostgreSQL: a URL, or nothing where libpq's own variables (PGHOST and so on) say it. */
export interface PostgresConnection {
  readonly url: string | undefined;
}

/** Reads it from the environment. */
export function postgresConnection(env: EnvironmentReader): PostgresConnection {
  const url = env.optional('PF_POSTGRES_URL');
  if (url === undefined && env.optional('PGHOST') === undefined)
    env.refuse(
      'PF_POSTGRES_URL',
      'is not set, and PGHOST is not set either: they say where the book of record is.',
      'Set PF_POSTGRES_URL=postgres://user:password@host:5432/database, or PGHOST, PGUSER, PGPASSWORD and PGDATABASE.',
    );
  // A URL may hold a password, so it is not repeated.
  if (url !== undefined && !/^postgres(?:ql)?:\/\//.test(url))
    env.refuse('PF_POSTGRES_URL', 'is not a postgres:// URL.');
  return { url };
}

/** Connects; nothing is sent before the first query. */
export async function openPostgres({ url }: PostgresConnection, onFailure: (error: unknown) => void): Promise<Pool> {
  const { default: pg } = await optionalLibrary('pg', () => import('pg'));
  const pool = new pg.Pool({
    ...(url === undefined ? {} : { connectionString: url }),
    max: 8,
    connectionTimeoutMillis: 5000,
    application_name: 'pf-grafana book',
  });
  // An idle connection that breaks would end the process.
  pool.on('error', onFailure);
  return pool;
}
