import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { UserError } from '../../../diagnostics/errors.ts';
import { missingForPostgres, type PostgresServer, startPostgres } from '../../../test/stores/postgres-server.ts';
import { postgresSchema } from '../../stack/postgres-schema.ts';
import { followEvents } from './follow.ts';
import { grafanaTarget } from './grafana.ts';

const missing = await missingForPostgres();
const target = grafanaTarget({ GRAFANA_URL: 'http://127.0.0.1:1', GRAFANA_SA_TOKEN: 'glsa_token' }, undefined);

describe.skipIf(missing !== undefined)('following the events of a real book', () => {
  let server: PostgresServer;
  let admin: pg.Pool;

  beforeAll(async () => {
    server = await startPostgres();
    const { hostname, port } = new URL(server.url);
    vi.stubEnv('PGHOST', hostname);
    vi.stubEnv('PGPORT', port);
    vi.stubEnv('PGUSER', 'postgres');
    vi.stubEnv('PGDATABASE', 'postgres');
    admin = new pg.Pool({ connectionString: server.url });
    await admin.query(postgresSchema());
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await admin?.end();
    await server?.close();
  });
  const connections = async (): Promise<number> =>
    (
      await admin.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'pf-grafana annotate' AND query LIKE '%unlock%' AND state = 'idle'",
      )
    ).rows.length;

  test('ends at the signal and closes its connection', async () => {
    const controller = new AbortController();
    const following = followEvents(target, 60, controller.signal);
    await expect.poll(connections, { timeout: 20_000 }).toBe(1);
    controller.abort();
    await following;
    expect(await connections()).toBe(0);
  });

  test('reports an error when the connection is closed between two queries, and does not crash', async () => {
    const outcome = followEvents(target, 60, new AbortController().signal).catch((error: unknown) => error);
    await expect.poll(connections, { timeout: 20_000 }).toBe(1);
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pf-grafana annotate'",
    );
    const error = await outcome;
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).diagnostics[0]).toMatchObject({
      id: 'annotate/database',
      message: 'The book of record refused the query (terminating connection due to administrator command): 57P01.',
    });
  });
});
