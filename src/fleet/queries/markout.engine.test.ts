import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { expansionsOf } from '../../test/fleet-truth/every-choice.ts';
import { type ClickhouseStore, openClickhouse } from '../../test/stores/clickhouse-store.ts';
import { committedFolder } from '../../test/support/out-folder.ts';
import { askClickhouse } from '../../verify/panel-queries/ask-clickhouse.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString().slice(0, 23).replace('T', ' ');

const folder = mkdtempSync(join(tmpdir(), 'pf-markout-'));
let store: ClickhouseStore;

function load(table: string, rows: readonly object[]): void {
  const file = join(folder, `${table}.jsonl`);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  store.load(table, file);
}

const fill = (side: 'buy' | 'sell', seconds: number, more: object = {}): object => ({
  agent_id: 'pf_agent_001',
  strategy_name: 'momentum',
  event: 'fill',
  timestamp: at(seconds),
  market: 'crypto',
  ticker: 'BTC/USDC',
  side,
  quantity: 1,
  price: 100,
  notional_usd: 100,
  ...more,
});
const tick = (seconds: number, mid: number, ticker = 'BTC/USDC'): object => ({
  market: 'crypto',
  ticker,
  timestamp: at(seconds),
  bid: mid - 0.1,
  ask: mid + 0.1,
});

beforeAll(() => {
  store = openClickhouse(new Date(NOON + 3_600_000));
  load('market_ticks', [
    tick(-30, 99),
    // 1 % up after one minute, 2 % up after five, 1 % down after thirty.
    tick(55, 101),
    tick(290, 102),
    tick(1795, 99),
    // The price of another instrument must not count.
    tick(56, 500, 'ETH/USDC'),
    // The only price after this fill comes 40 minutes later.
    tick(2400 + 2390, 120, 'XMR/USDC'),
  ]);
  load('agent_trades', [
    fill('buy', 0),
    // Three times the notional on the other side.
    fill('sell', 1, { notional_usd: 300, quantity: 3 }),
    fill('buy', 2400, { ticker: 'XMR/USDC' }),
    // A cancel and a casino bet must not count.
    fill('buy', 0, { event: 'cancel' }),
    fill('buy', 0, { market: 'casino', ticker: 'crash' }),
  ]);
  load('order_books', [
    {
      market: 'crypto',
      ticker: 'BTC/USDC',
      timestamp: at(0),
      bid_prices: [99.95, 99.9, 90],
      bid_quantities: [1, 2, 1000],
      ask_prices: [100.05, 110],
      ask_quantities: [4, 1000],
    },
    // A book without asks has no spread.
    {
      market: 'crypto',
      ticker: 'BTC/USDC',
      timestamp: at(1),
      bid_prices: [1],
      bid_quantities: [1],
      ask_prices: [],
      ask_quantities: [],
    },
  ]);
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

async function panel(where: string): Promise<unknown[][]> {
  const query = findQueries(committedFolder()).find((found) => found.where === `pf-clickhouse-analytics: ${where}`);
  if (query === undefined) throw new Error(`There is no panel ${where}.`);
  const range = { from: new Date(NOON - 3_600_000), to: new Date(NOON + 3_600_000) };
  const { expanded } = expansionsOf(query, range, () => []);
  const { rows } = await askClickhouse(store.query, expanded.find(({ choice }) => choice === 'all')?.text ?? '');
  return rows.map((row) => row.map((value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)));
}

test('a markout is the change of the midpoint after a fill, weighted by notional, and a sale gains from a fall', async () => {
  // One minute: +100 bps on 100 and -100 bps on 300 is -50. Five: +200 and -200 is -100. Thirty: -100 and +100 is +50.
  expect(await panel('Markout by ticker A')).toEqual([['BTC/USDC', 2, -50, -100, 50]]);
  const [row] = await panel('Markout by strategy A');
  expect(row?.slice(1)).toEqual(['momentum', -100]);
});

test('spread and depth include only books with both sides', async () => {
  expect((await panel('Spread of the order book A')).map((row) => row.slice(1))).toEqual([['BTC/USDC', 10]]);
  // Bids down to 99.85 and asks up to 100.15: 99.95 + 199.8 + 400.2.
  expect((await panel('Depth of the order book A')).map((row) => row.slice(1))).toEqual([['BTC/USDC', 699.95]]);
});
