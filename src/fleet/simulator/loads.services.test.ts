import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type PostgresTableName, postgresTables } from '../catalog/postgres.ts';
import { type ClickhouseStore, openClickhouse } from '../../test/stores/clickhouse-store.ts';
import { postgresEngines, type PostgresStore } from '../../test/stores/postgres-store.ts';
import { hasPromtool } from '../../test/support/promtool.ts';
import { simulationOptions } from './options.ts';
import { simulate } from './simulate.ts';
import type { Truth } from './truth/truth.ts';
import { REDELIVERED_FILE } from './writers/clickhouse.ts';
import { filesIn } from './writers/files.ts';
import { copyInto, postgresFile } from './writers/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'pf-simulated-'));
const END = new Date('2026-03-08T00:00:00Z');
let truth: Truth;

beforeAll(() => {
  const files = filesIn(folder);
  truth = simulate(simulationOptions({ agents: 12, days: 3, end: END.getTime() }), files);
  files.closeAll();
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(postgresEngines)('%s can load the files, and its sums match the simulation', (_engine, open) => {
  let store: PostgresStore;
  beforeAll(async () => {
    store = await open(END);
    for (const table of Object.keys(postgresTables) as PostgresTableName[])
      await store.load(table, copyInto(table), join(folder, postgresFile(table)));
  });
  afterAll(() => store.close());

  test.each([
    [
      'settled trades',
      'SELECT count(*) FROM trades WHERE settled_at IS NOT NULL',
      () => truth.windows.all.fleet.settled.count,
    ],
    ['P&L of trades', 'SELECT sum(pnl_usdc) FROM trades', () => truth.windows.all.fleet.settled.pnl],
    [
      'P&L of the ledger',
      "SELECT sum(amount_usdc) FROM pnl_ledger WHERE kind <> 'flow'",
      () => truth.windows.all.fleet.netPnl,
    ],
    [
      'fees of the last day',
      "SELECT sum(fee_usdc) FROM trades WHERE settled_at >= '2026-03-07Z'",
      () => truth.windows['24h'].fleet.settled.fees,
    ],
    [
      'referral fees',
      'SELECT sum(referral_fee_usdc) FROM referral_fees',
      () => truth.windows.all.fleet.ledger.referral,
    ],
    ['open contracts', 'SELECT count(*) FROM escrow_contracts WHERE closed_at IS NULL', () => truth.levels.escrow.open],
    [
      'settled contracts',
      "SELECT count(*) FROM escrow_contracts WHERE status = 'settled'",
      () => truth.windows.all.escrow.settled.count,
    ],
    [
      'equity of the last day',
      "SELECT sum(equity_close_usdc) FROM agent_performance_daily WHERE day = '2026-03-07'",
      () => sum(truth.days.filter(({ day }) => day === '2026-03-07').map(({ equityClose }) => equityClose)),
    ],
    [
      'levels of referrals',
      'WITH RECURSIVE t AS (SELECT referred_agent_id AS a, 1 AS depth FROM referrals UNION ALL SELECT r.referred_agent_id, depth + 1 FROM t JOIN referrals r ON r.referrer_agent_id = a) SELECT max(depth) FROM t',
      () => truth.levels.referrals.depth,
    ],
  ])('%s', async (_name, sql, expected) => {
    const { rows } = await store.query(sql);
    expect(Number(rows[0]?.[0])).toBeCloseTo(expected(), 4);
  });
});

describe('ClickHouse can load the files, and its sums match the simulation', () => {
  let store: ClickhouseStore;
  beforeAll(() => {
    store = openClickhouse(END);
    for (const table of ['agent_capital', 'agent_trades', 'market_ticks', 'order_books', 'ingest_errors'])
      store.load(table, join(folder, `clickhouse/${table}.jsonl`));
  });
  afterAll(() => store.close());
  const firstRow = async (sql: string): Promise<readonly number[]> => {
    const { data } = JSON.parse(await store.query(sql)) as { readonly data: readonly (readonly unknown[])[] };
    return (data[0] ?? []).map(Number);
  };

  test.each([
    [
      'fills',
      "SELECT count() FROM agent_analytics.agent_trades WHERE event = 'fill'",
      () => truth.windows.all.fleet.fills.count,
    ],
    [
      'P&L of the rollup',
      'SELECT sum(pnl_sum) FROM agent_analytics.agent_pnl_hourly',
      () => truth.windows.all.fleet.settled.pnl,
    ],
    [
      'bps of slippage',
      'SELECT 1e4 * sum(slip_cost_sum) / sum(slip_notional_sum) FROM agent_analytics.trade_flow_1m',
      () => (1e4 * truth.windows.all.fleet.fills.slippageCost) / truth.windows.all.fleet.fills.slippageNotional,
    ],
    [
      'orders',
      "SELECT uniqExact(pf_order_id) FROM agent_analytics.agent_trades WHERE pf_order_id != ''",
      () => truth.windows.all.fleet.orders.withEvents,
    ],
    ['dead letters', 'SELECT count() FROM agent_analytics.ingest_errors', () => truth.windows.all.deadLetters],
  ])('%s', async (_name, sql, expected) => {
    expect((await firstRow(sql))[0]).toBeCloseTo(expected(), 4);
  });

  test('a redelivered row counts once with FINAL, and twice in a rollup', async () => {
    store.load('agent_trades', join(folder, REDELIVERED_FILE));
    const [merged, rolledUp] = await firstRow(
      "SELECT (SELECT count() FROM agent_analytics.agent_trades FINAL WHERE event = 'fill'), (SELECT sum(fill_count) FROM agent_analytics.trade_flow_1m)",
    );
    expect(merged).toBe(truth.windows.all.fleet.fills.count);
    expect(rolledUp).toBeGreaterThan(truth.windows.all.fleet.fills.count);
  });
});

describe.skipIf(!hasPromtool())('Prometheus', () => {
  test('can load every file as one block', () => {
    const files = readdirSync(join(folder, 'prometheus'));
    expect(files.length).toBe(37);
    for (const file of files.slice(-3)) {
      const output = execFileSync(
        'promtool',
        ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'prometheus', file), join(folder, 'blocks')],
        { encoding: 'utf8' },
      );
      expect(output.match(/^01\w+/gm)).toHaveLength(1);
    }
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
