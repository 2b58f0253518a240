import type { Pool } from 'pg';

import type { EnvironmentReader } from '../service/environment.ts';
import { optionalLibrary } from '../service/optional-library.ts';

/** How to reach PostgreSQL: a URL, or undefined when libpq's variables (PGHOST and so on) are set. */
export interface PostgresConnection {
  readonly url: string | undefined;
}

/** Reads the connection from the environment. */
export function postgresConnection(env: EnvironmentReader): PostgresConnection {
  const url = env.optional('PF_POSTGRES_URL');
  if (url === undefined && env.optional('PGHOST') === undefined)
    env.refuse(
      'PF_POSTGRES_URL',
      'is not set, and neither is PGHOST: one of them must name the server of the book of record.',
      'Set PF_POSTGRES_URL=postgres://user:password@host:5432/database, or PGHOST, PGUSER, PGPASSWORD and PGDATABASE.',
    );
  // The URL may contain a password, so the message does not repeat it.
  if (url !== undefined && !/^postgres(?:ql)?:\/\//.test(url))
    env.refuse('PF_POSTGRES_URL', 'is not a postgres:// URL.');
  return { url };
}

/** Creates the pool; it connects with the first query. */
export async function openPostgres({ url }: PostgresConnection, onFailure: (error: unknown) => void): Promise<Pool> {
  const { default: pg } = await optionalLibrary('pg', () => import('pg'));
  const pool = new pg.Pool({
    ...(url === undefined ? {} : { connectionString: url }),
    max: 8,
    connectionTimeoutMillis: 5000,
    application_name: 'pf-grafana book',
  });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', onFailure);
  return pool;
}
