import { readFileSync } from 'node:fs';

import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';
import { describe, expect, test } from 'vitest';

import { clickhouseMigrationFiles, clickhouseSchema, onOneServer } from './clickhouse-schema.ts';
import { acrossCluster } from './clickhouse-cluster.ts';
import { clickhouseMigrations } from './migrations/clickhouse.ts';
import { postgresMigrationFiles, postgresSchema } from './postgres-schema.ts';

/** The schemas from before the first migration. */
const before = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}-schema-0.sql`, import.meta.url), 'utf8');
const migrations = postgresMigrationFiles('m');
const DATA = `
INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at)
SELECT id, id, 'momentum', 1000, '2026-01-01Z' FROM unnest(ARRAY['a', 'b']) id;
INSERT INTO pnl_ledger (ts, agent_id, strategy, kind, amount_usdc, ref_id) VALUES
  ('2026-01-01Z', 'a', 'momentum', 'trade', 5, 't-1'), ('2026-01-01Z', 'a', 'momentum', 'funding', -1, 't-1'),
  ('2026-01-02Z', 'a', 'momentum', 'flow', 10, NULL), ('2026-01-02Z', 'a', 'momentum', 'flow', 10, NULL);
INSERT INTO wallet_events (ts, agent_id, currency, kind, amount) VALUES ('2026-01-01Z', 'a', 'BTC', 'deposit', 1), ('2026-01-01Z', 'a', 'BTC', 'deposit', 1);
INSERT INTO agent_events (ts, agent_id, event_type, text) VALUES ('2026-01-01Z', 'a', 'halt', 'x');
INSERT INTO escrow_contracts VALUES
  ('told', 'a', 'b', 100, 1, 'funded', '2026-01-01Z', NULL, '2026-01-05Z', NULL), ('ran out', 'a', 'b', 100, 1, 'timed_out', '2026-01-01Z', NULL, '2026-01-05Z', '2026-01-05Z');
INSERT INTO escrow_events (escrow_id, ts, to_status) VALUES ('told', '2026-01-01 06:00Z', 'funded');
INSERT INTO agent_performance_daily (day, agent_id, agent_name, strategy, snapshot_ts, equity_open_usdc, pnl_24h_usdc, realized_pnl_usdc, unrealized_pnl_usdc, equity_close_usdc, wins, losses, pushes, total_trades, drawdown_pct)
VALUES ('2026-01-01', 'a', 'a', 's', now(), 1000, 7, 4, 3, 1007, 1, 0, 0, 1, 0), ('2026-01-02', 'a', 'a', 's', now(), 1007, -5, 2, 0, 1002, 1, 0, 0, 1, 0);
`;
/** Structure of a database: columns in order, constraints and indexes. */
const SHAPE = `
SELECT format('%s.%s %s %s %s', c.table_name, c.column_name, c.data_type, c.is_nullable, c.column_default) AS part FROM information_schema.columns c WHERE c.table_schema = 'public'
UNION ALL SELECT format('%s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;

async function oldBook(): Promise<PGlite> {
  const db = new PGlite();
  await db.exec(before('postgres'));
  await db.exec(DATA);
  return db;
}

async function shapeOf(db: PGlite): Promise<unknown> {
  return (await db.query<{ part: string }>(SHAPE)).rows.map(({ part }) => part);
}

describe('PostgreSQL, from the schema before the first migration, with data', () => {
  const ways = {
    'schema.sql': [postgresSchema()],
    'the migration files, then schema.sql': [...Object.values(migrations), postgresSchema()],
  };

  test.each(Object.entries(ways))(
    '%s, run twice, gives the same structure as an empty database',
    async (_way, scripts) => {
      const [old, fresh] = [await oldBook(), new PGlite()];
      for (const script of [...scripts, ...scripts]) await old.exec(script);
      await fresh.exec(postgresSchema());
      expect(await shapeOf(old)).toEqual(await shapeOf(fresh));
      await Promise.all([old.close(), fresh.close()]);
    },
    60_000,
  );

  test('no row is lost, and new columns are filled in', async () => {
    const db = await oldBook();
    await db.exec(postgresSchema());
    await db.exec(postgresSchema());
    const all = async (sql: string): Promise<unknown> => (await db.query(sql)).rows;
    expect(await all('SELECT count(*)::int AS n, count(DISTINCT ref_id)::int AS refs FROM pnl_ledger')).toEqual([
      { n: 4, refs: 3 },
    ]);
    expect(await all('SELECT count(DISTINCT movement_id)::int AS n FROM wallet_events')).toEqual([{ n: 2 }]);
    expect(await all('SELECT count(event_key)::int AS n FROM agent_events')).toEqual([{ n: 1 }]);
    expect(
      await all(
        `SELECT escrow_id, to_char(funded_at AT TIME ZONE 'UTC', 'HH24:MI') AS funded FROM escrow_contracts ORDER BY 1`,
      ),
    ).toEqual([
      { escrow_id: 'ran out', funded: null },
      { escrow_id: 'told', funded: '06:00' },
    ]);
    expect(await all('SELECT realized_24h_usdc::float8 AS r FROM agent_performance_daily ORDER BY day')).toEqual([
      { r: 4 },
      { r: -2 },
    ]);
    await db.close();
  });

  test('a contract with an unknown funding time is kept, and everything else is migrated', async () => {
    const db = await oldBook();
    await db.exec('DELETE FROM escrow_events');
    await db.exec(postgresSchema());
    const valid = `SELECT convalidated AS ok FROM pg_constraint WHERE conname = 'escrow_contracts_funded_by_status'`;
    expect((await db.query(valid)).rows).toEqual([{ ok: false }]);
    await expect(
      db.exec(`INSERT INTO escrow_contracts VALUES ('x', 'a', 'b', 1, 0, 'funded', now(), NULL, now(), NULL)`),
    ).rejects.toThrow('escrow_contracts_funded_by_status');
    await db.exec(`UPDATE escrow_contracts SET funded_at = created_at WHERE escrow_id = 'told'`);
    await db.exec(migrations['m/003-escrow-funded.sql'] ?? '');
    expect((await db.query(valid)).rows).toEqual([{ ok: true }]);
    await db.close();
  });
});

describe('ClickHouse, from the schema before the first migration, with data', () => {
  const schema = clickhouseSchema({ database: 'agent_analytics' });
  const files = Object.values(clickhouseMigrationFiles('m', onOneServer('agent_analytics')));
  const event = (id: number): string =>
    `INSERT INTO agent_analytics.agent_trades (agent_id, strategy_name, session_id, event, timestamp, market, ticker, pnl_usd, pf_order_id) VALUES ('a', 'momentum', 's', 'settle', '2090-01-01 00:00:0${id}', 'crypto', 'BTC', ${id}, 'o')`;
  const shape = (session: Session): string[] =>
    [
      "SELECT table, name, type, default_expression FROM system.columns WHERE database = 'agent_analytics' AND NOT startsWith(table, 'mv_') ORDER BY table, position",
      "SELECT name, sorting_key, partition_key FROM system.tables WHERE database = 'agent_analytics' ORDER BY name",
      "SELECT replaceRegexpAll(replaceAll(as_select, 'agent_analytics.', ''), '\\\\s+', ' ') FROM system.tables WHERE database = 'agent_analytics' AND startsWith(name, 'mv_') ORDER BY name",
    ].map((sql) => session.query(sql, 'TSV'));

  test('schema.sql, also after the migration files, gives the same structure as an empty server, and keeps all sums', () => {
    const session = new Session();
    session.query(schema);
    const fresh = shape(session);
    for (const scripts of [
      [schema, schema],
      [...files, ...files, schema],
    ]) {
      session.query('DROP DATABASE agent_analytics SYNC');
      session.query(before('clickhouse'));
      session.query(event(5));
      for (const script of scripts) session.query(script);
      expect(shape(session)).toEqual(fresh);
      session.query(event(7));
      expect(
        session.query(
          'SELECT strategy_name, sum(pnl_sum) FROM agent_analytics.agent_pnl_daily GROUP BY strategy_name ORDER BY strategy_name',
          'TSV',
        ),
      ).toBe('\t5\nmomentum\t7\n');
    }
    session.close();
  });

  test('on a cluster, statements run everywhere, and distributed tables get the same columns', () => {
    const statements = clickhouseMigrations(acrossCluster('`db`')).flatMap(({ sql }) => sql.split('\n'));
    for (const statement of statements) expect(statement).toMatch(/^ALTER TABLE `db`\.\w+ ON CLUSTER '\{cluster\}' /);
    expect(statements.filter((statement) => statement.includes('ADD COLUMN IF NOT EXISTS liquidity'))).toHaveLength(2);
    expect(statements.find((statement) => statement.includes('MODIFY QUERY'))).toContain(
      'FROM `db`.agent_trades_local',
    );
  });
});
