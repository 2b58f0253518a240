import { describe, expect, test } from 'vitest';

import { eventId, uuidOf } from '../ingest/event-id.ts';
import { eventChecker } from '../ingest/known-events.ts';
import { readMessage } from './read-message.ts';

const check = eventChecker();
const read = (body: unknown) =>
  readMessage({ offset: 7, value: typeof body === 'string' ? body : JSON.stringify(body) }, check);

const fill = {
  agent_id: 'pf_agent_1',
  metadata: { strategy: 'momentum' },
  order_id: 'ord_123',
  market: 'crypto',
  ticker: 'BTC-USD',
  side: 'buy',
  filled_at: '2026-03-01T09:14:32.123456789Z',
  filled_quantity: 1,
  fill_price: 100,
  notional_usd: 100,
  fee_usd: 0.1,
};
const filled = (more: object = {}, event = 'order.filled') => ({
  id: 'evt_1',
  received_at: 1772356500.5,
  event,
  data: { ...fill, ...more },
});
const rowsOf = (body: unknown): unknown => {
  const item = read(body);
  return item.kind === 'other' ? { ...item, lines: item.lines.map((line) => JSON.parse(line) as unknown) } : item;
};
const rowOf = (body: unknown): unknown => {
  const item = read(body);
  return item.kind === 'trade' ? JSON.parse(item.line) : item;
};

describe('a fill', () => {
  test('an order id that is not a UUID gives a row with a stable derived id', () => {
    expect(rowOf(filled())).toMatchObject({
      trade_id: uuidOf('evt_1'),
      pf_order_id: 'ord_123',
      timestamp: '2026-03-01 09:14:32.123',
      created_at: '2026-03-01 09:15:00.500',
      ver: 1772356500500,
      strategy_name: 'momentum',
    });
  });
  test.each([
    ['a P&L of null is not 0', { pnl_usd: null }, { pnl_usd: null }],
    ['a missing P&L is not 0', {}, { pnl_usd: null }],
    ['a P&L of 0 is a push', { pnl_usd: 0 }, { pnl_usd: 0 }],
    ['a running P&L is kept', { cumulative_pnl: 999 }, { cumulative_pnl: 999 }],
    ['missing metadata gives an unknown strategy', { metadata: null }, { strategy_name: 'unknown' }],
    ['a missing referral code is not an empty string', { referral_code: null }, { referral_code: null }],
    ['a latency below 0 is unknown', { fill_latency_ms: -1 }, { fill_latency_ms: null }],
    ['a latency beyond the range of the column is unknown', { fill_latency_ms: 5e9 }, { fill_latency_ms: null }],
    ['the id of its trade is kept', { trade_id: 't1' }, { extra: { trade: 't1' } }],
  ])('%s', (_what, more, expected) => expect(rowOf(filled(more))).toMatchObject(expected));
  test('a partial fill stays partial', () => {
    const part = filled({ fill_ratio: 0.4 }, 'order.partially_filled');
    expect(rowOf(part)).toMatchObject({ event: 'fill', status: 'partial', fill_ratio: 0.4 });
  });
});

test('a casino bet is a settlement with the stake as notional', () => {
  const data = {
    agent_id: 'pf_agent_1',
    bet_id: '0b9d1f5e-8f55-4b32-8a38-2f2f1d3c4b5a',
    game: 'crash',
    settled_at: '2026-03-01T00:00:00+02:00',
    stake_usd: 5,
    fee_usd: 0.05,
    pnl_usd: -5.05,
  };
  expect(rowOf({ event: 'casino.settled', data })).toMatchObject({
    trade_id: data.bet_id,
    event: 'settle',
    market: 'casino',
    side: 'none',
    notional_usd: 5,
    pnl_usd: -5.05,
    timestamp: '2026-02-28 22:00:00.000',
  });
});

test.each([
  ['text that is not JSON', '{"event":', 'The message is not JSON.'],
  ['a list', '[1]', 'The body is not a JSON object.'],
  ['missing data', { event: 'order.filled' }, '"data" must be an object.'],
  ['an unknown kind', { event: 'order.moved', data: {} }, 'The contract has no event "order.moved".'],
  [
    'a very long kind, which is shortened,',
    { event: 'x'.repeat(5000), data: {} },
    `The contract has no event "${'x'.repeat(100)}".`,
  ],
  ['an invalid time', filled({ filled_at: 'soon' }), 'data.filled_at'],
  ['a time without a time zone', filled({ filled_at: '2026-03-01T09:14:32' }), 'data.filled_at'],
  [
    'a time that ClickHouse would wrap around',
    filled({ filled_at: '2400-01-01T00:00:00Z' }),
    'outside the range that ClickHouse',
  ],
  ['an unknown side', filled({ side: 'BUY' }), 'data.side'],
  ['a fee of null', filled({ fee_usd: null }), 'data.fee_usd'],
  ['a missing agent', filled({ agent_id: undefined }), 'agent_id'],
])('%s is refused with the reason', (_what, body, reason) => {
  const item = read(body);
  expect(item).toMatchObject({ kind: 'refused', offset: 7 });
  expect(item.kind === 'refused' && item.error).toContain(reason);
});

test('dead letters contain no key of the platform', () => {
  const item = read(`{"event":"order.filled","data":"pf_live_abcdef123"`);
  expect(JSON.stringify(item)).not.toContain('abcdef123');
});

test('an event that only the book stores is skipped', () => {
  const data = { agent_id: 'a', referrer_agent_id: 'b', referred_at: '2026-03-01T00:00:00Z' };
  expect(read({ event: 'agent.referred', data })).toEqual({ kind: 'nothing', offset: 7 });
});

test('a change of status is versioned by its own time', () => {
  const data = { agent_id: 'a', changed_at: '2026-03-01T00:00:00Z', strategy: 's', status: 'retired' };
  expect(rowsOf({ received_at: 1772900000, event: 'agent.changed', data })).toEqual({
    kind: 'other',
    offset: 7,
    table: 'agent_status',
    lines: [{ agent_id: 'a', status: 'retired', changed_at: '2026-03-01 00:00:00.000', ver: 1772323200000 }],
  });
});

test('each ledger entry other than a trade is a row', () => {
  const data = {
    escrow_id: 'esc_1',
    payer_agent_id: 'a',
    payee_agent_id: 'b',
    amount_usdc: 1200,
    fee_usdc: 12,
    from_status: 'delivered',
    status: 'settled',
    changed_at: '2026-03-01T00:00:00Z',
    created_at: '2026-02-28T00:00:00Z',
    funded_at: '2026-02-28T01:00:00Z',
    expires_at: '2026-03-02T00:00:00Z',
    closed_at: '2026-03-01T00:00:00Z',
  };
  const common = { agent_id: 'b', timestamp: '2026-03-01 00:00:00.000', ref_id: 'esc_1', strategy_name: '' };
  expect(rowsOf({ event: 'escrow.settled', data })).toEqual({
    kind: 'other',
    offset: 7,
    table: 'agent_ledger',
    lines: [
      { ...common, kind: 'flow', amount_usd: 1200, ver: 1772323200000 },
      { ...common, kind: 'escrow_fee', amount_usd: -12, ver: 1772323200000 },
    ],
  });
});

test.each([
  ['evt_1', '7d4e5a76-eae6-88c1-a541-0ac19fe67565'],
  ['x', '2d711642-b726-8044-8162-7ca9fbac32f5'],
  ['ord_77', '681e2152-cec9-8491-aea7-062aaec632ac'],
  ['0B9D1F5E-8F55-4B32-8A38-2F2F1D3C4B5A', '0b9d1f5e-8f55-4b32-8a38-2f2f1d3c4b5a'],
])('%s always gives the same UUID', (text, uuid) => expect(uuidOf(text)).toBe(uuid));

test('an event without an id gets the same id for any formatting of its JSON and any time of receipt', () => {
  const one = eventId(JSON.parse('{"event":"e","data":{"a":1.0,"b":[{"c":null}]}}') as Record<string, unknown>);
  const other = eventId(
    JSON.parse('{"received_at":5,"data":{"b":[{"c":null}],"a":1},"event":"e"}') as Record<string, unknown>,
  );
  expect(one).toBe(other);
  expect(one).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(eventId({ event: 'e', data: { a: 2 } })).not.toBe(one);
});
