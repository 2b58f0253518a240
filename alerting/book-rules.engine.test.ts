import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { queriesOf } from '../src/define/rules.ts';
import { clickhouseSchema } from '../src/fleet/stack/clickhouse-schema.ts';
import { postgresSchema } from '../src/fleet/stack/postgres-schema.ts';
import { settingsOf } from '../src/test/support/settings.ts';
import { valuesOfRows } from '../src/verify/alert-tests/frames.ts';
import type { Row } from '../src/verify/alert-tests/test-case.ts';
import { bookRules } from './book-rules.ts';
import { sourceRules } from './source-rules.ts';

/** The value of a row with its text columns as labels, as Grafana's alerting converts it. */
const number = (labels: Readonly<Record<string, string>>, value: unknown) => ({ kind: 'number', labels, value });

describe('in PostgreSQL', () => {
  const db = new PGlite();
  const ask = async (uid: string) => valuesOfRows((await db.query<Row>(sqlOf(uid))).rows, true);

  beforeAll(async () => {
    await db.exec(postgresSchema());
  });
  afterAll(() => db.close());

  test('an empty book gives no row for any rule', async () => {
    for (const uid of ['pf-book-stale', 'pf-dispute-old', 'pf-trading-after-halt'])
      expect(await ask(uid)).toEqual({ values: [] });
    expect(await ask('pf-postgres-down')).toEqual({ values: [number({}, 1)] });
  });

  test('Book Stale returns the age of each part', async () => {
    await db.exec(`
      INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at, status)
      SELECT id, id, 'momentum', 1000, now() - interval '90 days', status
      FROM (VALUES ('obeys', 'halted'), ('rogue', 'halted'), ('works', 'active'), ('payee', 'active')) a (id, status);
      INSERT INTO pnl_ledger (ts, agent_id, strategy, kind, amount_usdc, ref_id) VALUES
        (now() - interval '26 hours', 'works', 'momentum', 'trade', 1, 't1'),
        (now() - interval '30 hours', 'works', 'momentum', 'trade', 1, 't2');
      INSERT INTO agent_performance_daily (day, agent_id, agent_name, strategy, snapshot_ts, equity_open_usdc, pnl_24h_usdc, realized_pnl_usdc,
        equity_close_usdc, wins, losses, pushes, total_trades, drawdown_pct)
      VALUES (current_date, 'works', 'works', 'momentum', now() - interval '5 minutes', 10, 0, 0, 10, 0, 0, 0, 0, 0);`);
    expect(await ask('pf-book-stale')).toEqual({
      values: [
        number({ part: 'ledger' }, expect.closeTo(26 * 3600, -1)),
        number({ part: 'daily snapshot' }, expect.closeTo(300, -1)),
      ],
    });
  });

  test('Trading After Halt counts trades after the last halt, without those of the first minute and refused orders', async () => {
    await db.exec(`
      INSERT INTO agent_events (ts, agent_id, event_type, text)
      SELECT now() - age, id, 'halt', 'drawdown'
      FROM (VALUES ('obeys', interval '3 hours'), ('rogue', interval '9 hours'), ('rogue', interval '3 hours'), ('works', interval '3 hours')) h (id, age);
      INSERT INTO trades (agent_id, strategy, market, ticker, side, opened_at, notional_usdc, status)
      SELECT id, 'momentum', 'crypto', 'BTC-USD', 'buy', now() - age, 100, status
      FROM (VALUES
        ('obeys', interval '4 hours', 'filled'),
        ('obeys', interval '2 hours 59 minutes 30 seconds', 'filled'),
        ('obeys', interval '1 hour', 'rejected'),
        ('obeys', interval '1 hour', 'cancelled'),
        ('rogue', interval '4 hours', 'filled'),
        ('rogue', interval '2 hours', 'filled'),
        ('rogue', interval '1 hour', 'pending'),
        ('works', interval '1 hour', 'filled')
      ) t (id, age, status);`);
    expect(await ask('pf-trading-after-halt')).toEqual({ values: [number({ agent_id: 'rogue' }, 2)] });
  });

  test('Trading After Halt ends when the agent is resumed', async () => {
    await db.exec(`UPDATE agents SET status = 'active' WHERE agent_id = 'rogue'`);
    expect(await ask('pf-trading-after-halt')).toEqual({ values: [] });
  });

  test('Dispute Undecided returns the age of the oldest open dispute of each payer', async () => {
    await db.exec(`
      INSERT INTO escrow_contracts (escrow_id, payer_agent_id, payee_agent_id, amount_usdc, fee_usdc, status, created_at, funded_at, expires_at, closed_at)
      SELECT id, payer, 'payee', 100, 1, status, now() - interval '9 days', now() - interval '9 days', now() + interval '9 days', closed
      FROM (VALUES
        ('e1', 'works', 'disputed', NULL),
        ('e2', 'works', 'disputed', NULL),
        ('e3', 'works', 'refunded', now()),
        ('e4', 'rogue', 'funded', NULL)
      ) contract (id, payer, status, closed);
      INSERT INTO escrow_events (escrow_id, ts, from_status, to_status) VALUES
        ('e1', now() - interval '5 days', 'created', 'funded'),
        ('e1', now() - interval '2 days', 'funded', 'disputed'),
        ('e2', now() - interval '1 hour', 'funded', 'disputed'),
        ('e3', now() - interval '8 days', 'funded', 'disputed');`);
    expect(await ask('pf-dispute-old')).toEqual({
      values: [number({ agent_id: 'works' }, expect.closeTo(2 * 86_400, -1))],
    });
  });
});

describe('in ClickHouse', () => {
  const session = new Session();
  const ask = (uid: string) => {
    const lines = session.query(sqlOf(uid), 'JSONEachRow').split('\n');
    return valuesOfRows(
      lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row),
      true,
    );
  };

  beforeAll(() => {
    session.query(clickhouseSchema({ database: 'agent_analytics' }));
    session.query('USE agent_analytics');
  });
  afterAll(() => session.close());

  test('an empty store answers, without dead letters or drift', () => {
    expect(ask('pf-dead-letters')).toEqual({ values: [] });
    expect(ask('pf-rollup-drift')).toEqual({ values: [] });
    expect(ask('pf-clickhouse-down')).toEqual({ values: [number({}, 1)] });
  });

  test('Dead Letters counts the refused messages of ten minutes by topic', () => {
    session.query(`
      INSERT INTO ingest_errors (at, topic, partition, offset, error, raw) VALUES
        (now() - INTERVAL 9 MINUTE, 'trades', 0, 1, 'no price', '{}'),
        (now(), 'trades', 1, 1, 'no price', '{}'),
        (now() - INTERVAL 11 MINUTE, 'old', 0, 1, 'no price', '{}')`);
    expect(ask('pf-dead-letters')).toEqual({ values: [number({ topic: 'trades' }, 2)] });
  });

  test('Rollup Drift is 0 without redeliveries, otherwise the redelivered P&L, and ignores the current hour', () => {
    trade('once', 'a', 10, 'toStartOfHour(now()) - INTERVAL 2 HOUR');
    // The same event again, outside the deduplication window: it disappears from the table, but stays in the rollup.
    trade('twice', 'b', 7, 'toStartOfHour(now()) - INTERVAL 2 HOUR');
    trade('twice', 'b', 7, 'toStartOfHour(now()) - INTERVAL 2 HOUR');
    trade('now', 'c', 7, 'now()');
    trade('now', 'c', 7, 'now()');
    expect(ask('pf-rollup-drift')).toEqual({
      values: expect.arrayContaining([
        number({ agent_id: 'once' }, 0),
        number({ agent_id: 'twice' }, expect.closeTo(7, 6)),
      ]) as unknown,
    });
    expect(JSON.stringify(ask('pf-rollup-drift'))).not.toContain('"now"');
  });

  let block = 0;

  /** Inserts one event as a block that differs from all others, so that it is not dropped as a repetition. */
  function trade(agent: string, id: string, pnl: number, at: string): void {
    block += 1;
    session.query(`
      INSERT INTO agent_trades (trade_id, agent_id, strategy_name, session_id, timestamp, created_at, event, side, market, ticker, order_type, status, quantity, price, notional_usd, fee_usd, pnl_usd, ver)
      SELECT toUUID('00000000-0000-0000-0000-00000000000${id}'), '${agent}', 'momentum', 's', ${at}, now(), 'settle', 'buy', 'crypto', 'BTC-USD', 'market', 'filled', 1, 1, 100, 0, ${pnl}, ${block}`);
  }
});

function sqlOf(uid: string): string {
  const rules = [bookRules, sourceRules].flatMap((group) => group.build(settingsOf()).rules);
  const rule = rules.find((candidate) => candidate.uid === uid);
  const [query] = rule ? Object.values(queriesOf(rule)) : [];
  if (!query || !('sql' in query)) throw new Error(`no SQL rule ${uid}`);
  return query.sql;
}
