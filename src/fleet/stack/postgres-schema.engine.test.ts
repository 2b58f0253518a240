import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { eventTypes } from '../catalog/events.ts';
import { type PostgresColumn, type PostgresTable, postgresTables } from '../catalog/postgres.ts';
import { postgresReaderRole, postgresSchema } from './postgres-schema.ts';

interface LoadedColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly generated: boolean;
  readonly comment: string;
}

const catalog: [string, PostgresTable][] = Object.entries(postgresTables);
let db: PGlite;

beforeAll(async () => {
  db = new PGlite();
  await db.exec(postgresSchema());
  await db.exec(`
    INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at)
    SELECT id, id, 'momentum', 1000, '2026-01-01Z' FROM unnest(ARRAY['payer', 'payee', 'parent']) id;
    INSERT INTO escrow_contracts VALUES ('esc-1', 'payer', 'payee', 1200, 12, 'settled', '2026-01-01Z', '2026-01-01Z', '2026-01-02Z', '2026-01-01 12:00Z');`);
});

afterAll(() => db.close());

describe('tables (requirements 57-61: trade history, profiles, ledger, escrow, referral accounting)', () => {
  test('have the columns, types, nullability and comments of the catalog', async () => {
    const { rows } = await db.query<LoadedColumn>(`
      SELECT c.table_name AS "table", c.column_name AS "column", format_type(a.atttypid, a.atttypmod) AS type, c.is_nullable = 'YES' AS nullable,
        c.is_identity = 'YES' AS identity, c.is_generated = 'ALWAYS' AS generated, col_description(a.attrelid, a.attnum) AS comment
      FROM information_schema.columns c
      JOIN pg_attribute a ON a.attrelid = c.table_name::regclass AND a.attname = c.column_name
      WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position`);
    expect(rows).toEqual(
      catalog
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([table, { columns }]) =>
          Object.entries(columns).map(([column, facts]) => expectedColumn(table, column, facts)),
        ),
    );
    expect(rows.some(({ comment }) => comment.includes("'"))).toBe(true);
  });

  test('have the comments, keys, constraints and index names of the catalog', async () => {
    const tables = await db.query<{ name: string; comment: string }>(
      `SELECT relname AS name, obj_description(oid) AS comment FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    expect(Object.fromEntries(tables.rows.map(({ name, comment }) => [name, comment]))).toEqual(
      Object.fromEntries(catalog.map(([name, { help }]) => [name, help])),
    );
    const indexes = await db.query<{ name: string }>(
      `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'`,
    );
    const names = indexes.rows.map(({ name }) => name);
    for (const [table, facts] of catalog)
      expect(names).toEqual(expect.arrayContaining([`${table}_pkey`, ...Object.keys(facts.indexes ?? {})]));
    expect(catalog).toHaveLength(12);
  });

  test('agent_performance_daily has every column of the leaderboard query (requirements 194-202)', () => {
    const promised = [
      'agent_id',
      'agent_name',
      'strategy',
      'pnl_24h_usdc',
      'win_rate',
      'total_trades',
      'drawdown_pct',
      'snapshot_ts',
    ];
    expect(Object.keys(postgresTables.agent_performance_daily.columns)).toEqual(expect.arrayContaining(promised));
  });

  test('do not change when the schema is run again', async () => {
    await db.exec(postgresSchema());
    await expect(db.query('SELECT FROM agents')).resolves.toMatchObject({ rows: { length: 3 } });
  });
});

const day =
  'agent_performance_daily (day, agent_id, agent_name, strategy, snapshot_ts, wins, losses, pushes, total_trades, realized_pnl_usdc, drawdown_pct';
const trade = 'trades (agent_id, strategy, market, ticker, opened_at, notional_usdc, status';

describe('constraints', () => {
  test.each([
    [
      'a P&L before settlement',
      `${trade}, pnl_usdc) VALUES ('payer', 's', 'crypto', 'BTC', now(), 10, 'filled', 1)`,
      'trades_pnl_when_settled',
    ],
    [
      'a settlement without P&L',
      `${trade}, settled_at) VALUES ('payer', 's', 'crypto', 'BTC', now(), 10, 'filled', now())`,
      'trades_pnl_when_settled',
    ],
    ['an unknown market', `${trade}) VALUES ('payer', 's', 'stocks', 'X', now(), 10, 'filled')`, 'trades_market_check'],
    [
      'an unknown agent',
      `${trade}) VALUES ('nobody', 's', 'crypto', 'X', now(), 10, 'filled')`,
      'trades_agent_id_fkey',
    ],
    [
      'an equity that does not add up',
      `${day}, equity_open_usdc, net_flow_usdc, pnl_24h_usdc, equity_close_usdc) VALUES ('2026-01-01', 'payer', 'p', 's', now(), 0, 0, 0, 0, 0, 0, 100, 50, 5, 105)`,
      'agent_performance_daily_equity',
    ],
    [
      'a settled escrow without a closing time',
      `escrow_contracts VALUES ('esc-2', 'payer', 'payee', 1, 0, 'settled', now(), now(), now(), NULL)`,
      'escrow_contracts_closed_by_status',
    ],
    [
      'an open escrow with a closing time',
      `escrow_contracts VALUES ('esc-2', 'payer', 'payee', 1, 0, 'disputed', now(), now(), now(), now())`,
      'escrow_contracts_closed_by_status',
    ],
    [
      'an escrow contract of an agent with itself',
      `escrow_contracts VALUES ('esc-2', 'payer', 'payer', 1, 0, 'created', now(), NULL, now(), NULL)`,
      'escrow_contracts_two_agents',
    ],
    [
      'a funded escrow without a funding time',
      `escrow_contracts VALUES ('esc-2', 'payer', 'payee', 1, 0, 'funded', now(), NULL, now(), NULL)`,
      'escrow_contracts_funded_by_status',
    ],
    ['an agent that refers itself', `referrals VALUES ('payer', 'payer', NULL, now())`, 'referrals_not_self'],
    [
      'negative initial equity',
      `agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at) VALUES ('x', 'x', 's', -1, now())`,
      'agents_initial_equity_usdc_check',
    ],
    [
      'an unknown event type',
      `agent_events (ts, agent_id, event_type, text) VALUES (now(), 'payer', 'jackpot', '')`,
      'agent_events_event_type_check',
    ],
  ])('refuse %s', async (_name, insert, constraint) => {
    await expect(db.exec(`INSERT INTO ${insert}`)).rejects.toMatchObject({ constraint });
  });

  test('allow every event type of the catalog (requirements 150-153, 43, 44)', async () => {
    const values = Object.keys(eventTypes).map((type) => `(now(), 'payer', '${type}', '')`);
    await expect(
      db.exec(`INSERT INTO agent_events (ts, agent_id, event_type, text) VALUES ${values.join(', ')}`),
    ).resolves.toMatchObject([{ affectedRows: Object.keys(eventTypes).length }]);
  });

  test('refuse a second copy of a ledger entry', async () => {
    const insert = `INSERT INTO pnl_ledger (ts, agent_id, strategy, kind, amount_usdc, ref_id) VALUES (now(), 'payer', 's', 'trade', 5, 't-1')`;
    await db.exec(insert);
    await expect(db.exec(insert)).rejects.toMatchObject({ constraint: 'pnl_ledger_once' });
    await expect(db.exec(insert.replace("'t-1'", 'NULL'))).rejects.toThrow('null value in column "ref_id"');
  });

  test('allow several funding payments of a position, each once', async () => {
    const pay = (at: string): string =>
      `INSERT INTO pnl_ledger (ts, agent_id, strategy, kind, amount_usdc, ref_id) VALUES ('${at}', 'payer', 's', 'funding', -1, 't-1')`;
    await db.exec(pay('2026-01-01 00:00Z'));
    await db.exec(pay('2026-01-01 08:00Z'));
    await expect(db.exec(pay('2026-01-01 08:00Z'))).rejects.toMatchObject({ constraint: 'pnl_ledger_funding_once' });
  });

  test('refuse a second movement or event with the same key, but allow several without a key', async () => {
    const move = (id: string): string =>
      `INSERT INTO wallet_events (ts, agent_id, currency, kind, amount, movement_id) VALUES (now(), 'payer', 'BTC', 'deposit', 0.5, ${id})`;
    const mark = (key: string): string =>
      `INSERT INTO agent_events (ts, agent_id, event_type, text, event_key) VALUES (now(), 'payer', 'halt', '', ${key})`;
    for (const [insert, constraint] of [
      [move, 'wallet_events_once'],
      [mark, 'agent_events_once'],
    ] as const) {
      await db.exec(insert("'k-1'"));
      await expect(db.exec(insert("'k-1'"))).rejects.toMatchObject({ constraint });
      await db.exec(insert('DEFAULT'));
      await db.exec(insert('DEFAULT'));
    }
  });
});

describe('generated columns', () => {
  test.each([
    [12.5, 'win'],
    [-0.000001, 'loss'],
    [0, 'push'],
    [null, null],
  ])('a trade with P&L %s is a %s', async (pnl, outcome) => {
    const { rows } = await db.query(
      `INSERT INTO ${trade}, pnl_usdc, settled_at) VALUES ('payer', 's', 'crypto', 'BTC', now(), 10, 'filled', $1::numeric, CASE WHEN $1 IS NULL THEN NULL ELSE now() END) RETURNING outcome`,
      [pnl],
    );
    expect(rows).toEqual([{ outcome }]);
  });

  test('1,200 USDC in escrow: fee 12, referral 1.80', async () => {
    const { rows } = await db.query(`
      INSERT INTO referral_fees (ts, referrer_agent_id, referred_agent_id, source_kind, source_ref, base_fee_usdc)
      SELECT closed_at, 'parent', payer_agent_id, 'escrow', escrow_id, fee_usdc FROM escrow_contracts WHERE amount_usdc = 1200
      RETURNING base_fee_usdc, referral_fee_usdc`);
    expect(rows).toEqual([{ base_fee_usdc: '12.000000', referral_fee_usdc: '1.800000' }]);
  });

  test('a wallet below the ledger gives a negative difference', async () => {
    const { rows } = await db.query(
      `INSERT INTO recon_runs VALUES (now(), 'payer', 'BTC', 0.5, 0.4) RETURNING diff::float8`,
    );
    expect(rows).toEqual([{ diff: -0.1 }]);
  });
});

describe('reader role', () => {
  // The quotes and the dollar tag would each break a statement that does not quote names correctly.
  test.each([
    ['grafana_reader', 'purpleflea_agents'],
    [`graf"ana' $pf$ \\`, 'we"ird $pf$'],
  ])('%s in %s can read but not write, after two runs', async (user, database) => {
    const quoted = user.replaceAll('"', '""');
    await db.exec(`CREATE DATABASE "${database.replaceAll('"', '""')}"`);
    const sql = postgresReaderRole({ user, database });
    await db.exec(sql);
    await db.exec(sql);
    await db.exec('CREATE TABLE later (id int)');

    const { rows } = await db.query(`SELECT rolcanlogin, rolsuper, rolconfig FROM pg_roles WHERE rolname = $1`, [user]);
    expect(rows).toEqual([
      { rolcanlogin: true, rolsuper: false, rolconfig: ['default_transaction_read_only=on', 'statement_timeout=10s'] },
    ]);
    await db.exec(`SET ROLE "${quoted}"`);
    for (const table of [...Object.keys(postgresTables), 'later'])
      await expect(db.query(`SELECT FROM ${table}`)).resolves.toBeDefined();
    for (const write of [
      "INSERT INTO fx_rates VALUES ('BTC', now(), 1)",
      'DELETE FROM trades',
      'CREATE TABLE mine (id int)',
    ]) {
      await expect(db.exec(write)).rejects.toThrow('permission denied');
    }
    await db.exec('RESET ROLE; DROP TABLE later');
  });

  test('contains no password, and refuses a name with a line break, which would end a comment', () => {
    expect(postgresReaderRole({ user: 'r', database: 'd' })).not.toMatch(/PASSWORD\s/);
    expect(() => postgresReaderRole({ user: 'r\nDROP TABLE trades', database: 'd' })).toThrow('control character');
  });
});

function expectedColumn(table: string, column: string, facts: PostgresColumn): LoadedColumn {
  return {
    table,
    column,
    type: facts.type === 'timestamptz' ? 'timestamp with time zone' : facts.type,
    nullable: facts.null === true,
    identity: facts.identity === true,
    generated: facts.generated !== undefined,
    comment: facts.help,
  };
}
