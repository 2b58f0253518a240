import { Session } from 'chdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { clickhouseSchema } from '../../stack/clickhouse-schema.ts';
import { eventChecker } from '../ingest/known-events.ts';
import { readMessage } from './read-message.ts';

/** The document's table and view of Kafka messages, without the engines that need a cluster or a broker. */
const TABLE = `CREATE TABLE document.agent_trades (
  trade_id UUID, agent_id String, strategy_name String, session_id String, timestamp DateTime64(9, 'UTC'), market String, ticker String,
  side Enum8('buy' = 1, 'sell' = 2), order_type String, quantity Float64, price Float64, notional_usd Float64, fee_usd Float64,
  slippage_bps Float32, fill_latency_ms UInt32, pnl_usd Nullable(Float64), cumulative_pnl Nullable(Float64),
  status Enum8('pending' = 0, 'filled' = 1, 'partial' = 2, 'cancelled' = 3), fill_ratio Float32, pf_order_id String,
  pf_api_version String, referral_code Nullable(String)
) ENGINE = MergeTree ORDER BY (agent_id, timestamp)`;
const SELECT = `SELECT
  JSONExtractString(data, 'order_id') AS trade_id, JSONExtractString(data, 'agent_id') AS agent_id,
  JSONExtractString(JSONExtractString(data, 'metadata'), 'strategy') AS strategy_name, JSONExtractString(data, 'session_id') AS session_id,
  parseDateTime64BestEffort(JSONExtractString(data, 'filled_at')) AS timestamp, JSONExtractString(data, 'market') AS market,
  JSONExtractString(data, 'ticker') AS ticker, if(JSONExtractString(data, 'side') = 'buy', 1, 2) AS side,
  JSONExtractString(data, 'order_type') AS order_type, JSONExtractFloat(data, 'filled_quantity') AS quantity,
  JSONExtractFloat(data, 'fill_price') AS price, JSONExtractFloat(data, 'notional_usd') AS notional_usd,
  JSONExtractFloat(data, 'fee_usd') AS fee_usd, JSONExtractFloat(data, 'slippage_bps') AS slippage_bps,
  toUInt32(JSONExtractInt(data, 'fill_latency_ms')) AS fill_latency_ms, JSONExtractFloat(data, 'pnl_usd') AS pnl_usd,
  NULL AS cumulative_pnl, 1 AS status, 1.0 AS fill_ratio, JSONExtractString(data, 'order_id') AS pf_order_id, 'v1' AS pf_api_version,
  JSONExtractString(data, 'referral_code') AS referral_code
FROM document.kafka_pf_events WHERE event IN ('order.filled', 'order.partially_filled')`;

const UUID = '11111111-2222-4333-8444-555555555555';
const fill = {
  agent_id: 'pf_agent_042',
  metadata: { strategy: 'momentum' },
  order_id: UUID,
  market: 'crypto',
  ticker: 'BTC-USD',
  side: 'buy',
  filled_at: '2026-03-01T09:14:32.123Z',
  filled_quantity: 1,
  fill_price: 100,
  notional_usd: 100,
  fee_usd: 0.1,
};
const bet = {
  agent_id: 'pf_agent_042',
  bet_id: UUID,
  game: 'crash',
  settled_at: '2026-03-01T09:14:32Z',
  stake_usd: 20,
  fee_usd: 0.5,
  pnl_usd: 95,
};

let session: Session;
beforeAll(() => {
  session = new Session();
  session.query('CREATE DATABASE document');
  session.query('CREATE TABLE document.kafka_pf_events (event String, data String) ENGINE = Memory');
  session.query(TABLE);
  session.query(clickhouseSchema({ database: 'ours' }));
});
afterAll(() => session.close());

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Returns the row that the document's view stores for a message, or ClickHouse's error code. */
function documentRow(event: string, data: object): Record<string, unknown> | string | undefined {
  session.query('TRUNCATE TABLE document.kafka_pf_events; TRUNCATE TABLE document.agent_trades');
  session.query(`INSERT INTO document.kafka_pf_events VALUES (${quoted(event)}, ${quoted(JSON.stringify(data))})`);
  try {
    session.query(`INSERT INTO document.agent_trades ${SELECT}`);
  } catch (error) {
    return /Code: (\d+)/.exec(String(error))?.[1] ?? String(error);
  }
  const [line = ''] = session.query('SELECT * FROM document.agent_trades', 'JSONEachRow').split('\n');
  return line === '' ? undefined : (JSON.parse(line) as Record<string, unknown>);
}

const check = eventChecker();
/** Returns the row that the sink stores, or the reason why it is a dead letter. */
function ourRow(event: string, data: object): unknown {
  const item = readMessage(
    { offset: 1, value: JSON.stringify({ event, data, id: 'evt_1', received_at: 1_772_356_500 }) },
    check,
  );
  return item.kind === 'trade' ? JSON.parse(item.line) : item.kind === 'refused' ? item.error : item.kind;
}

describe("the document's view, compared with the sink", () => {
  test.each<[string, string, object, unknown, unknown]>([
    [
      'an order id that is not a UUID stops the partition',
      'order.filled',
      { ...fill, order_id: 'ord_123' },
      '376',
      { pf_order_id: 'ord_123' },
    ],
    [
      'a fill without a time stops the partition',
      'order.filled',
      { ...fill, filled_at: null },
      '41',
      'data.filled_at must be string',
    ],
    ['a casino bet is dropped', 'casino.settled', bet, undefined, { event: 'settle', market: 'casino', pnl_usd: 95 }],
    [
      'a partial fill is stored as a complete fill',
      'order.partially_filled',
      { ...fill, fill_ratio: 0.4 },
      { status: 'filled', fill_ratio: 1 },
      { status: 'partial', fill_ratio: 0.4 },
    ],
    [
      'an unknown P&L becomes 0, which counts as a push',
      'order.filled',
      { ...fill, pnl_usd: null },
      { pnl_usd: 0 },
      { pnl_usd: null },
    ],
    [
      'an unknown slippage becomes 0',
      'order.filled',
      { ...fill, slippage_bps: null },
      { slippage_bps: 0 },
      { slippage_bps: null },
    ],
    [
      'a latency of -1 becomes 50 days',
      'order.filled',
      { ...fill, fill_latency_ms: -1 },
      { fill_latency_ms: 4_294_967_295 },
      { fill_latency_ms: null },
    ],
    [
      'a running P&L is lost',
      'order.filled',
      { ...fill, cumulative_pnl: 999 },
      { cumulative_pnl: null },
      { cumulative_pnl: 999 },
    ],
    [
      'a missing referral code becomes an empty string',
      'order.filled',
      fill,
      { referral_code: '' },
      { referral_code: null },
    ],
    [
      'the side BUY becomes a sale',
      'order.filled',
      { ...fill, side: 'BUY' },
      { side: 'sell' },
      'data.side must be equal to one of the allowed values',
    ],
    [
      'a rejected order is dropped',
      'order.rejected',
      { ...fill, rejected_at: fill.filled_at, quantity: 1, price: 100, error_code: 'risk_limit' },
      undefined,
      { event: 'reject', error_code: 'risk_limit' },
    ],
  ])('%s', (_what, event, data, document, ours) => {
    const [theirs, own] = [documentRow(event, data), ourRow(event, data)];
    if (typeof document === 'object') expect(theirs).toMatchObject(document as object);
    else expect(theirs).toBe(document);
    if (typeof ours === 'object') expect(own).toMatchObject(ours as object);
    else expect(own).toBe(ours);
  });

  test('ClickHouse refuses the view, because a column has no type', () => {
    const view = `CREATE MATERIALIZED VIEW document.mv ENGINE = MergeTree ORDER BY agent_id AS ${SELECT}`;
    expect(() => session.query(view)).toThrow(/Nullable\(Nothing\)/);
  });
});

describe("the document's way to store events exactly once", () => {
  test('a UUID is refused as the version column, and two trades with the same time become one', () => {
    const columns = '(trade_id UUID, agent_id String, timestamp DateTime)';
    expect(() =>
      session.query(
        `CREATE TABLE document.d ${columns} ENGINE = ReplacingMergeTree(trade_id) ORDER BY (agent_id, timestamp)`,
      ),
    ).toThrow(/Code: 169/);
    session.query(`CREATE TABLE document.d ${columns} ENGINE = ReplacingMergeTree ORDER BY (agent_id, timestamp)`);
    const rows = (table: string): string =>
      `INSERT INTO ${table} (trade_id, agent_id, timestamp) VALUES ('${UUID}', 'a', '2026-03-01 00:00:00'), ('${UUID.replace('1', '2')}', 'a', '2026-03-01 00:00:00')`;
    session.query(rows('document.d'));
    session.query(rows('ours.agent_trades'));
    const count = (table: string): number => Number(session.query(`SELECT count() FROM ${table} FINAL`, 'TSV').trim());
    expect([count('document.d'), count('ours.agent_trades')]).toEqual([1, 2]);
  });
});
