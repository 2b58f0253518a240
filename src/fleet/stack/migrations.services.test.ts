import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { missingForPostgres, startPostgres } from '../../test/stores/postgres-server.ts';
import { postgresMigrationFiles, postgresSchema } from './postgres-schema.ts';

const run = promisify(execFile);
const OLD = readFileSync(new URL('fixtures/postgres-schema-0.sql', import.meta.url), 'utf8');
const ENTRY = `INSERT INTO agents VALUES ('a', 'a', 's', 'active', 1000, 50, 0.15, now()); INSERT INTO pnl_ledger (ts, agent_id, strategy, kind, amount_usdc) VALUES (now(), 'a', 's', 'flow', 1);`;

describe.skipIf((await missingForPostgres()) !== undefined)('psql', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pf-psql-'));
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => void (server = await startPostgres()), 60_000);
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  test('runs the migration files and the schema twice on an old database with rows', async () => {
    const psql = async (sql: string): Promise<string> => {
      const file = join(folder, 'script.sql');
      writeFileSync(file, sql);
      const { stdout, stderr } = await run('psql', [server.url, '-qtA', '-v', 'ON_ERROR_STOP=1', '-f', file]);
      expect(stderr).toBe('');
      return stdout.trim();
    };
    await psql(OLD);
    await psql(ENTRY);
    const files = [...Object.values(postgresMigrationFiles('m')), postgresSchema()];
    for (const sql of [...files, ...files]) await psql(sql);
    expect(await psql('SELECT ref_id FROM pnl_ledger')).toBe('entry/1');
    expect(await psql("SELECT to_regclass('pnl_ledger_once')")).toBe('pnl_ledger_once');
  });
});
