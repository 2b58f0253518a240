import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { clickhouseSchema } from '../src/fleet/stack/clickhouse-schema.ts';
import { postgresSchema } from '../src/fleet/stack/postgres-schema.ts';
import { rulesOf } from '../src/test/support/alert-rules.ts';
import { valuesOfRows } from '../src/verify/alert-tests/frames.ts';
import type { Row } from '../src/verify/alert-tests/test-case.ts';
import { marketRules } from './market-rules.ts';

describe('Escrow Stuck in PostgreSQL', () => {
  const db = new PGlite();

  beforeAll(async () => {
    await db.exec(postgresSchema());
    await db.exec(`
      INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at)
      SELECT id, id, 'momentum', 1000, now() - interval '90 days' FROM unnest(ARRAY['stuck', 'waits', 'done', 'payee']) id;
      INSERT INTO escrow_contracts (escrow_id, payer_agent_id, payee_agent_id, amount_usdc, fee_usdc, status, created_at, funded_at, expires_at, closed_at)
      SELECT id, payer, 'payee', 100, 1, status, now() - interval '2 days', now() - interval '2 days', now() - age, closed
      FROM (VALUES
        ('e1', 'stuck', 'funded', interval '301 seconds', NULL),
        ('e2', 'stuck', 'disputed', interval '1 day', NULL),
        ('e3', 'stuck', 'funded', interval '-1 hour', NULL),
        ('e4', 'waits', 'delivered', interval '299 seconds', NULL),
        ('e5', 'done', 'timed_out', interval '1 day', now() - interval '23 hours')
      ) contract (id, payer, status, age, closed);`);
  });

  afterAll(() => db.close());

  test('returns the number of expired open contracts per payer that has any', async () => {
    const { sql } = sqlRule('pf-escrow-stuck');
    const { rows } = await db.query<Row>(sql);
    expect(valuesOfRows(rows, true)).toEqual({ values: [{ kind: 'number', labels: { agent_id: 'stuck' }, value: 2 }] });
  });

  test('returns no row if nothing is stuck', async () => {
    await db.exec(`UPDATE escrow_contracts SET status = 'refunded', closed_at = now() WHERE payer_agent_id = 'stuck'`);
    const { rule, sql } = sqlRule('pf-escrow-stuck');
    expect((await db.query(sql)).rows).toEqual([]);
    expect(rule.noData).toBe('OK');
  });
});

describe('High Slippage in ClickHouse', () => {
  const session = new Session();

  beforeAll(() => {
    session.query(clickhouseSchema({ database: 'agent_analytics' }));
    session.query('USE agent_analytics');
    fill({ ticker: 'ETH-USD', fills: 19, bps: 5, notional: 1000 });
    fill({ ticker: 'ETH-USD', fills: 1, bps: 60, notional: 10_000 });
    fill({ ticker: 'BTC-USD', fills: 20, bps: 10, notional: 1000 });
    fill({ ticker: 'SOL-USD', fills: 19, bps: 90, notional: 1000 });
    fill({ ticker: 'DOGE-USD', fills: 40, bps: 90, notional: 1000, minutesAgo: 20 });
    fill({ ticker: 'XMR-USD', fills: 40, bps: null, notional: 1000 });
    fill({ ticker: 'dice', fills: 40, bps: 90, notional: 1000, market: 'casino' });
  });

  afterAll(() => session.close());

  test('returns the cost per instrument with enough fills, weighted by notional', () => {
    const { sql } = sqlRule('pf-slippage-high');
    const cost = (ticker: string, bps: number) => ({
      kind: 'number',
      labels: { ticker },
      value: expect.closeTo(bps, 6) as number,
    });
    expect(valuesOfRows(select(sql), true)).toEqual({
      values: expect.arrayContaining([
        cost('ETH-USD', (19 * 5 * 1000 + 60 * 10_000) / 29_000),
        cost('BTC-USD', 10),
      ]) as unknown,
    });
  });

  test('ignores instruments with too few fills, old fills, fills without a slippage, and casino bets', () => {
    const { sql } = sqlRule('pf-slippage-high');
    expect(
      select(sql)
        .map((row) => row['ticker'])
        .sort(),
    ).toEqual(['BTC-USD', 'ETH-USD']);
  });

  interface Fills {
    readonly ticker: string;
    readonly fills: number;
    readonly bps: number | null;
    readonly notional: number;
    readonly market?: string;
    readonly minutesAgo?: number;
  }

  function fill({ ticker, fills, bps, notional, market = 'crypto', minutesAgo = 2 }: Fills): void {
    session.query(`
      INSERT INTO agent_trades (trade_id, agent_id, strategy_name, session_id, timestamp, created_at, event, side, market, ticker, order_type, status, quantity, price, notional_usd, fee_usd, slippage_bps, ver)
      SELECT generateUUIDv4(), 'a1', 'momentum', 's', now() - INTERVAL ${minutesAgo} MINUTE, now(), 'fill', 'buy', '${market}', '${ticker}', 'market', 'filled', 1, 1, ${notional}, 0, ${bps ?? 'NULL'}, 1
      FROM numbers(${fills})`);
  }

  function select(sql: string): Row[] {
    const lines = session.query(sql, 'JSONEachRow').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
  }
});

function sqlRule(uid: string) {
  const rule = rulesOf(marketRules).find((candidate) => candidate.uid === uid);
  if (!rule || !('sql' in rule.query)) throw new Error(`no SQL rule ${uid}`);
  return { rule, sql: rule.query.sql };
}
