import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresTables } from '../catalog/postgres.ts';
import { postgresReaderRole, postgresSchema } from './postgres-schema.ts';
import { postgresTenantRoles } from './postgres-tenants.ts';

const users = ['grafana_reader_acme', `gr"x' $pf$`];
const sql = postgresTenantRoles({ database: 'postgres', users });
let db: PGlite;

beforeAll(async () => {
  db = new PGlite();
  await db.exec(postgresSchema());
  await db.exec(postgresReaderRole({ user: 'grafana_reader', database: 'postgres' }));
  await db.exec(sql);
  // Runs again, as it would after adding a tenant.
  await db.exec(sql);
  await db.exec(`
    CREATE ROLE writer; GRANT INSERT, SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO writer;
    INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at)
    SELECT id, id, 'momentum', 1000, '2026-01-01Z' FROM unnest(ARRAY['acme-1', 'acme-2', 'globex-1', 'nobodys']) id;
    INSERT INTO tenant_agents VALUES ('grafana_reader_acme', 'acme-1'), ('grafana_reader_acme', 'acme-2'), ('gr"x'' $pf$', 'globex-1');
    INSERT INTO escrow_contracts VALUES ('both', 'acme-1', 'globex-1', 10, 0.1, 'created', '2026-01-01Z', NULL, '2026-01-02Z', NULL), ('other', 'globex-1', 'nobodys', 10, 0.1, 'created', '2026-01-01Z', NULL, '2026-01-02Z', NULL);
    INSERT INTO escrow_events (escrow_id, ts, to_status) VALUES ('both', '2026-01-01Z', 'created'), ('other', '2026-01-01Z', 'created');
    INSERT INTO fx_rates VALUES ('BTC', '2026-01-01Z', 90000);`);
});

afterAll(() => db.close());

async function as<Result>(role: string, work: () => Promise<Result>): Promise<Result> {
  await db.exec(`SET ROLE "${role.replaceAll('"', '""')}"`);
  try {
    return await work();
  } finally {
    await db.exec('RESET ROLE');
  }
}
const values = async (query: string) => (await db.query<{ value: string }>(query)).rows.map(({ value }) => value);

describe.each([
  ['grafana_reader_acme', ['acme-1', 'acme-2'], ['both']],
  [`gr"x' $pf$`, ['globex-1'], ['both', 'other']],
])('%s', (role, agents, contracts) => {
  test('reads only rows of its own agents, including dependent rows', () =>
    as(role, async () => {
      expect(await values('SELECT agent_id AS value FROM agents ORDER BY 1')).toEqual(agents);
      expect(await values('SELECT escrow_id AS value FROM escrow_contracts ORDER BY 1')).toEqual(contracts);
      expect(await values('SELECT escrow_id AS value FROM escrow_events ORDER BY 1')).toEqual(contracts);
      expect(await values('SELECT agent_id AS value FROM tenant_agents ORDER BY 1')).toEqual(agents);
    }));
  test('reads rows without an agent, and may query every table', () =>
    as(role, async () => {
      expect(await values('SELECT currency AS value FROM fx_rates')).toEqual(['BTC']);
      for (const table of Object.keys(postgresTables))
        await expect(db.query(`SELECT FROM ${table}`)).resolves.toBeDefined();
    }));
  test('cannot write', () =>
    as(role, async () => {
      for (const write of [
        "INSERT INTO tenant_agents VALUES (current_user, 'nobodys')",
        'DELETE FROM trades',
        'UPDATE agents SET status = status',
      ])
        await expect(db.exec(write)).rejects.toThrow('permission denied');
    }));
});

test('other roles read and write as before', async () => {
  const all = ['acme-1', 'acme-2', 'globex-1', 'nobodys'];
  expect(await as('grafana_reader', () => values('SELECT agent_id AS value FROM agents ORDER BY 1'))).toEqual(all);
  await as('writer', () =>
    db.exec(
      "UPDATE agents SET agent_name = 'x' WHERE agent_id = 'nobodys'; INSERT INTO fx_rates VALUES ('ETH', now(), 1)",
    ),
  );
  expect(await values("SELECT agent_name AS value FROM agents WHERE agent_id = 'nobodys'")).toEqual(['x']);
});

test('every table with an agent has a policy, and there is no password', async () => {
  const guarded = await values(
    "SELECT tablename AS value FROM pg_policies WHERE policyname = 'tenant' AND permissive = 'RESTRICTIVE' ORDER BY 1",
  );
  const withAgents = Object.entries(postgresTables).flatMap(([name, { columns }]) =>
    Object.keys(columns).some((column) => column.endsWith('agent_id')) ? [name] : [],
  );
  expect(guarded).toEqual([...withAgents, 'tenant_agents'].sort());
  expect(sql).not.toMatch(/PASSWORD\s/);
});
