import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresSchema } from '../stack/postgres-schema.ts';
import type { Sql } from './sql.ts';
import { ALL_VALUE } from '../../query/variables.ts';
import { escrowBook } from './escrow-book.ts';
import { escrowContracts } from './escrow-contracts.ts';

const FROM = '2026-03-02T00:00:00Z';
const TO = '2026-03-03T23:59:59Z';
const ALL = { payer: ALL_VALUE, payee: ALL_VALUE };
let db: PGlite;

beforeAll(async () => {
  db = new PGlite();
  await db.exec(postgresSchema());
  // A session time zone far from UTC, in which a day without an explicit time zone would start at another hour.
  await db.exec(`
    SET TIME ZONE 'Asia/Tokyo';
    INSERT INTO agents (agent_id, agent_name, strategy, initial_equity_usdc, registered_at) SELECT id, id, 's', 1000, '2026-01-01Z' FROM unnest(ARRAY['a', 'b', 'c']) id;
    INSERT INTO escrow_contracts VALUES
      ('before', 'a', 'b', 100, 1, 'settled', '2026-03-01 00:00Z', '2026-03-01 01:00Z', '2026-03-02 00:00Z', '2026-03-01 03:00Z'),
      ('late', 'a', 'b', 200, 2, 'timed_out', '2026-03-02 06:00Z', '2026-03-02 06:00Z', '2026-03-03 06:00Z', '2026-03-03 06:00Z'),
      ('back', 'b', 'a', 300, 3, 'settled', '2026-03-02 12:00Z', '2026-03-02 13:00Z', '2026-03-03 12:00Z', '2026-03-03 01:00Z'),
      ('unfunded', 'c', 'b', 50, 0.5, 'created', '2026-02-20 00:00Z', NULL, '2999-01-01Z', NULL);
    INSERT INTO referral_fees (ts, referrer_agent_id, referred_agent_id, source_kind, source_ref, base_fee_usdc) VALUES
      ('2026-03-01 03:00Z', 'c', 'a', 'escrow', 'before', 1), ('2026-03-03 01:00Z', 'c', 'b', 'escrow', 'back', 3), ('2026-03-03 01:00Z', 'c', 'b', 'trade', 'x', 99);
    INSERT INTO escrow_events (escrow_id, ts, from_status, to_status) VALUES
      ('back', '2026-03-03 01:00Z', 'funded', 'settled'), ('back', '2026-03-02 12:00Z', NULL, 'created'), ('back', '2026-03-02 13:00Z', 'created', 'funded');`);
});

afterAll(() => db.close());

describe('the variable payer', () => {
  test.each([
    ['All', ALL_VALUE, 2],
    ['one', "'b'", 1],
    ['many', "'a','b'", 2],
    ['none', '', 2],
    ['an unknown agent', "'nobody'", 0],
  ])('%s', async (_, payer, closed) => {
    expect(await run(escrowBook.timeouts(), { payer })).toMatchObject([{ Closed: closed }]);
  });
});

test('a contract without funding is open but locks nothing', async () => {
  expect(await run(escrowBook.inFlight())).toEqual([{ Open: 1, Locked: 0 }]);
});

test('open and locked over time include earlier contracts, and show the state at the end of each step', async () => {
  const rows = await run(escrowBook.inFlightOverTime());
  expect(rows.map(({ time }) => (time as Date).toISOString())).toMatchObject({
    0: '2026-03-02T00:00:00.000Z',
    7: '2026-03-03T18:00:00.000Z',
  });
  expect(rows.map(({ Open }) => Open)).toEqual([1, 2, 3, 3, 2, 1, 1, 1]);
  expect(rows.map(({ Locked }) => Locked)).toEqual([0, 200, 500, 500, 200, 0, 0, 0]);
});

test('time to settlement includes only settled contracts, the timeout rate all closed ones', async () => {
  expect(await run(escrowBook.settleTime())).toEqual([{ Average: 43_200, p50: 43_200, p95: 43_200, Settled: 1 }]);
  expect(await run(escrowBook.timeouts())).toEqual([{ 'Timeout rate': 0.5, 'Timed out': 1, Closed: 2 }]);
  expect(await run(escrowBook.timeoutsByDay())).toMatchObject([
    { time: new Date('2026-03-03Z'), 'Timeout rate': 0.5, Closed: 2 },
  ]);
});

test('the mean volume is over seven UTC days, including days without contracts', async () => {
  const rows = await run(escrowBook.volumeByDay());
  expect(rows.map(({ time, Volume }) => [time, Volume])).toEqual([
    [new Date('2026-03-02Z'), 500],
    [new Date('2026-03-03Z'), 0],
  ]);
  expect(rows.map((row) => row['7-day mean'])).toEqual([expect.closeTo(600 / 7), expect.closeTo(600 / 7)]);
});

test('cumulative fees and referral fees include those before the range', async () => {
  expect(await run(escrowBook.cumulativeFees())).toEqual([
    { time: new Date('2026-03-02Z'), Fees: 1, 'Referral fees': 0.15 },
    { time: new Date('2026-03-03Z'), Fees: 4, 'Referral fees': 0.6 },
  ]);
});

test('a pair shows the returned amount, also from a payer that is not selected', async () => {
  expect(await run(escrowContracts.pairs(), { payer: "'b'" })).toMatchObject([
    { payer_agent_id: 'b', payee_agent_id: 'a', timeout_ratio: 0, returned_usdc: '200.000000', returned_ratio: 2 / 3 },
  ]);
});

test('a selected contract shows its states in order; without a selection the panel says so', async () => {
  expect((await run(escrowContracts.timeline(), { escrow_id: 'back' })).map(({ State }) => State)).toEqual([
    'created',
    'funded',
    'settled',
  ]);
  expect((await run(escrowContracts.changes(), { escrow_id: 'back' })).map((row) => row['seconds_before'])).toEqual([
    null,
    3600,
    43_200,
  ]);
  expect(await run(escrowContracts.timeline(), { escrow_id: '' })).toMatchObject([{ State: 'no contract chosen' }]);
  expect((await run(escrowContracts.contracts(), { escrow_id: 'before' })).map((row) => row['escrow_id'])).toEqual([
    'before',
    'back',
    'late',
  ]);
});

/** Runs a query with macros and variables replaced as Grafana does. */
async function run(
  query: Sql,
  variables: { readonly payer?: string; readonly payee?: string; readonly escrow_id?: string } = {},
): Promise<Record<string, unknown>[]> {
  const { payer, payee } = { ...ALL, ...variables };
  const sql = query.sql
    .replaceAll(/\$__timeFilter\(([^)]*)\)/g, `$1 BETWEEN '${FROM}' AND '${TO}'`)
    .replaceAll('$__timeFrom()', `'${FROM}'`)
    .replaceAll('$__timeTo()', `'${TO}'`)
    .replaceAll('$__interval_ms', `${6 * 3600 * 1000}`)
    .replaceAll('${payer:sqlstring}', payer)
    .replaceAll('${payee:sqlstring}', payee)
    .replaceAll('${escrow_id:sqlstring}', `'${variables.escrow_id ?? ''}'`);
  return (await db.query<Record<string, unknown>>(sql)).rows;
}
