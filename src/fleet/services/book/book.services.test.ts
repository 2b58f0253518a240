import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { missingForPostgres, type PostgresServer, startPostgres } from '../../../test/stores/postgres-server.ts';
import { unrealizedPnl } from '../../simulator/fleet.ts';
import { DAY, simulationOptions } from '../../simulator/options.ts';
import { createRandom } from '../../simulator/random.ts';
import { createSimulation } from '../../simulator/simulation.ts';
import { toUsdc } from '../../simulator/units.ts';
import { filesIn } from '../../simulator/writers/files.ts';
import { postgresWriter } from '../../simulator/writers/postgres.ts';
import { postgresSchema } from '../../stack/postgres-schema.ts';
import { agentOfEvent, type WebhookEvent } from '../contracts/webhook-events.ts';
import { eventChecker } from '../ingest/known-events.ts';
import type { PartitionMessage } from '../ingest/partition-reader.ts';
import { reconcile } from '../jobs/reconciliation.ts';
import { snapshot, type Unrealized } from '../jobs/snapshot.ts';
import { webhookBodies } from '../mock/webhook-bodies.ts';
import { bookStore } from './book.ts';
import { bookSchema } from './schema.ts';

const missing = await missingForPostgres();
const END = Date.parse('2026-03-04T00:00:00Z');
const options = simulationOptions({ agents: 12, days: 3, seed: 99, end: END, tradesPerDay: 60, eventsPerDay: 300 });

/** The events of a simulated fleet as the platform sends them, and the book that the simulator writes for it. */
function life() {
  const folder = mkdtempSync(join(tmpdir(), 'pf-book-'));
  const files = filesIn(folder);
  const truth = postgresWriter(files);
  const days: { readonly end: number; readonly events: WebhookEvent[]; readonly unrealized: Unrealized[] }[] = [];
  let events: WebhookEvent[] = [];
  const bodies = webhookBodies(() => simulation.fleet);
  const simulation = createSimulation(options, [truth.hear, (event) => events.push(...bodies(event))]);
  for (let end = simulation.fleet.start + DAY; end <= END; end += DAY) {
    simulation.runUntil(end);
    const unrealized = simulation.fleet.agents.map((agent) => ({
      agent_id: agent.id,
      unrealized: toUsdc(unrealizedPnl(agent, end)),
    }));
    days.push({ end, events, unrealized });
    events = [];
  }
  simulation.finish();
  truth.finish(simulation.fleet);
  files.closeAll();
  return { folder, days, fleet: simulation.fleet };
}

describe.skipIf(missing !== undefined)('the book, on a real PostgreSQL', () => {
  let server: PostgresServer;
  let told: ReturnType<typeof life>;
  const pools: pg.Pool[] = [];

  const database = async (name: string): Promise<pg.Pool> => {
    const admin = new pg.Client(server.url);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const pool = new pg.Pool({ connectionString: server.url.replace(/postgres$/, name), max: 4 });
    // The server may stop before the pool has closed its last connection.
    pool.on('error', () => undefined);
    pools.push(pool);
    await pool.query(postgresSchema());
    await pool.query(bookSchema());
    return pool;
  };
  const messages = (events: readonly WebhookEvent[], from: number): PartitionMessage[] =>
    events.map((event, index) => ({ offset: from + index, value: JSON.stringify(event) }));
  const counts = { stored: 0, repeated: 0, refused: 0 };
  const bookOf = (pool: pg.Pool) =>
    bookStore({
      pool,
      topic: 'agent-trades',
      check: eventChecker(),
      report: {
        events: (result, count) => (counts[result] += count),
        refused: (_partition, offset, error) => expect.fail(`${offset}: ${error}`),
      },
    });
  const rows = async (pool: pg.Pool, sql: string): Promise<unknown[]> =>
    (await pool.query({ text: sql, rowMode: 'array' })).rows as unknown[];

  let truth: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
    told = life();
    truth = await database('truth');
    await promisify(execFile)(
      'psql',
      ['-q', '-v', 'ON_ERROR_STOP=1', '-f', 'load.sql', server.url.replace(/postgres$/, 'truth')],
      { cwd: join(told.folder, 'postgres') },
    );
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await server?.close();
    if (told) rmSync(told.folder, { recursive: true });
  });

  const TABLES: readonly (readonly [table: string, columns: string])[] = [
    [
      'agents',
      'agent_id, agent_name, strategy, status, initial_equity_usdc, min_balance_usdc, max_drawdown_pct, registered_at, retired_at',
    ],
    [
      'trades',
      'trade_id, agent_id, strategy, market, ticker, side, opened_at, settled_at, notional_usdc, fee_usdc, pnl_usdc, outcome, status, error_code',
    ],
    ['pnl_ledger', 'ts, agent_id, kind, amount_usdc'],
    ['escrow_contracts', '*'],
    ['escrow_events', 'escrow_id, ts, from_status, to_status, actor_agent_id, reason'],
    ['referrals', '*'],
    [
      'referral_fees',
      'ts, referrer_agent_id, referred_agent_id, source_kind, source_ref, base_fee_usdc, rate, referral_fee_usdc',
    ],
    ['wallet_events', 'ts, agent_id, currency, kind, amount, amount_usdc, tx_hash, balance_after'],
  ];
  const tableRows = (pool: pg.Pool, table: string, columns: string): Promise<unknown[]> =>
    rows(pool, `SELECT ${columns} FROM ${table} ORDER BY ${columns === '*' ? '1' : columns}`);

  describe('events in order, day by day', () => {
    let pool: pg.Pool;
    beforeAll(async () => {
      pool = await database('in_order');
      const book = bookOf(pool);
      let offset = 0;
      for (const { end, events, unrealized } of told.days) {
        offset = await book.store(0, messages(events, offset));
        await snapshot(pool, unrealized, new Date(end - 1));
      }
    });
    test.each(TABLES)('%s matches the simulated fleet', async (table, columns) => {
      const expected = await tableRows(truth, table, columns);
      expect(expected.length).toBeGreaterThan(0);
      expect(await tableRows(pool, table, columns)).toEqual(expected);
    });
    test('marks are written for notable events', async () => {
      const marks = 'SELECT event_type, ts, ts_end, agent_id, amount_usdc FROM agent_events ORDER BY 1, 2, 4';
      expect(await rows(pool, marks)).toEqual(await rows(truth, marks));
      const texts = "SELECT text FROM agent_events WHERE event_type NOT IN ('strategy_switch', 'halt') ORDER BY 1";
      expect(await rows(pool, texts)).toEqual(await rows(truth, texts));
    });
    test('every day has the result of the simulated fleet, and the drawdown of the formula', async () => {
      const daily = `SELECT day, agent_id, agent_name, strategy, equity_open_usdc, net_flow_usdc, pnl_24h_usdc, realized_pnl_usdc, unrealized_pnl_usdc, equity_close_usdc,
        wins, losses, pushes, total_trades, win_rate, fees_usdc, volume_usdc FROM agent_performance_daily ORDER BY 1, 2`;
      expect(await rows(pool, daily)).toEqual(await rows(truth, daily));
      const parts = (
        await pool.query<{ agent_id: string; r: number; fall: number }>(
          `SELECT agent_id, (realized_24h_usdc / (equity_open_usdc - coalesce(lag(unrealized_pnl_usdc) OVER (PARTITION BY agent_id ORDER BY day), 0) + greatest(net_flow_usdc, 0)))::float8 AS r,
            drawdown_pct::float8 AS fall FROM agent_performance_daily ORDER BY agent_id, day`,
        )
      ).rows;
      const state = new Map<string, { growth: number; peak: number }>();
      for (const { agent_id: agent, r, fall } of parts) {
        const { growth, peak } = state.get(agent) ?? { growth: 1, peak: 1 };
        const next = { growth: growth * (1 + r), peak: Math.max(peak, growth * (1 + r)) };
        state.set(agent, next);
        expect(fall).toBeCloseTo(1 - next.growth / next.peak, 5);
      }
    });
    test('wallets match the book, and a wallet with a missing movement does not', async () => {
      const wallets = (
        await pool.query<{ agent_id: string; balances: Record<string, number> }>(
          'SELECT agent_id, jsonb_object_agg(currency, balance_after) AS balances FROM (SELECT DISTINCT ON (agent_id, currency) agent_id, currency, balance_after FROM wallet_events ORDER BY agent_id, currency, ts DESC, event_id DESC) w GROUP BY 1',
        )
      ).rows;
      const [first] = wallets;
      const agreeing = await reconcile(pool, wallets, new Date(END));
      expect(agreeing.length).toBeGreaterThan(10);
      expect(agreeing.filter(({ currency, usdc }) => currency === 'USDC' && usdc !== 0)).toEqual([]);
      const changed = {
        agent_id: first?.agent_id ?? '',
        balances: { ...first?.balances, USDC: (first?.balances['USDC'] ?? 0) + 12.5 },
      };
      expect(
        (await reconcile(pool, [changed], new Date(END + 1000))).find(({ currency }) => currency === 'USDC')?.usdc,
      ).toBe(12.5);
    });
  });

  describe('events out of order, some delivered twice, in two partitions, with repeated batches', () => {
    let pool: pg.Pool;
    beforeAll(async () => {
      pool = await database('out_of_order');
      const random = createRandom(7, 'delivery');
      const events = told.days.flatMap((day) => day.events);
      // Each event is moved by up to 300 places, and every thirtieth is repeated up to 600 places later.
      const order = events.flatMap((event, index) => [
        { event, at: index + random.between(0, 300) },
        ...(index % 30 === 0 ? [{ event, at: index + random.between(0, 600) }] : []),
      ]);
      const delivered = order.toSorted((one, other) => one.at - other.at).map(({ event }) => event);
      const partitionOf = (event: WebhookEvent): number => (agentOfEvent(event).charCodeAt(10) || 0) % 2;
      const book = bookOf(pool);
      await Promise.all(
        [0, 1].map(async (partition) => {
          const own = messages(
            delivered.filter((event) => partitionOf(event) === partition),
            0,
          );
          for (let from = 0; from < own.length; from += 350) {
            await book.store(partition, own.slice(from, from + 350));
            // As after a crash between the transaction and the commit to Kafka.
            if (from % 700 === 0) await book.store(partition, own.slice(Math.max(0, from - 100), from + 350));
          }
        }),
      );
      await snapshot(pool, [], new Date(END - 1));
    });
    test.each(TABLES)('%s is the same', async (table, columns) => {
      expect(await tableRows(pool, table, columns)).toEqual(await tableRows(truth, table, columns));
    });
    test('one final snapshot fills every day since registration', async () => {
      const daily =
        'SELECT day, agent_id, net_flow_usdc, realized_pnl_usdc, equity_close_usdc - unrealized_pnl_usdc, wins, losses, pushes FROM agent_performance_daily ORDER BY 1, 2';
      expect(await rows(pool, daily)).toEqual(await rows(truth, daily));
    });
    test('redelivered events were recognised by their ids', () => expect(counts.repeated).toBeGreaterThan(50));
  });

  test('an event that violates a constraint is kept with the reason, and the other events of its batch are stored', async () => {
    const pool = await database('refusing');
    const refused: string[] = [];
    const book = bookStore({
      pool,
      topic: 'agent-trades',
      check: eventChecker(),
      report: { events: () => undefined, refused: (_partition, offset, error) => refused.push(`${offset} ${error}`) },
    });
    const bet = (id: string, stake: number) => ({
      id,
      event: 'casino.settled',
      data: {
        agent_id: 'pf_agent_1',
        bet_id: id,
        game: 'crash',
        settled_at: '2026-03-01T00:00:00Z',
        stake_usd: stake,
        fee_usd: 0,
        pnl_usd: 1,
      },
    });
    const bodies = [bet('a', 1), bet('b', 1e30), bet('c', 1)].map((event) => JSON.stringify(event));
    const values = [
      bodies[0],
      '{"event":',
      bodies[1],
      '{"event":"casino.settled","data":{"agent_id":"pf_agent_1","note":"pf_live_secret1234"}}',
      bodies[2],
    ];
    expect(
      await book.store(
        3,
        values.map((value = '', offset) => ({ offset, value })),
      ),
    ).toBe(5);
    expect(await rows(pool, 'SELECT ref_id FROM pnl_ledger ORDER BY 1')).toEqual([['a'], ['c']]);
    expect(await rows(pool, 'SELECT message_offset::int, error FROM ingest.refused ORDER BY 1')).toEqual([
      [1, 'The message is not JSON.'],
      [2, expect.stringContaining('overflow')],
      [3, expect.stringContaining('required')],
    ]);
    expect(await rows(pool, "SELECT count(*)::int FROM ingest.refused WHERE raw LIKE '%pf_live_secret%'")).toEqual([
      [0],
    ]);
    expect(refused).toHaveLength(3);
    expect(await book.start(3)).toBe(5);
  });
});
