import { expect, test } from 'vitest';

import { eventTypes } from '../catalog/events.ts';
import { streamLabels, structuredMetadata } from '../catalog/loki.ts';
import { type Metric, metrics } from '../catalog/metrics.ts';
import { postgresTables } from '../catalog/postgres.ts';
import { UserError } from '../../diagnostics/errors.ts';
import type { FleetEvent } from './events.ts';
import { createExporter } from './exporter/exporter.ts';
import { scrapes } from './exporter/scrapes.ts';
import { simulationOptions } from './options.ts';
import { simulate } from './simulate.ts';
import { createSimulation } from './simulation.ts';
import type { Files } from './writers/files.ts';

const END = Date.parse('2026-03-08T07:30:00Z');
const small = simulationOptions({ agents: 14, days: 4, eventsPerDay: 60, end: END });
const files = filesInMemory();
const truth = simulate(small, files);
const events: FleetEvent[] = [];
const { fleet, finish } = createSimulation(small, [(event) => events.push(event)]);
finish();

test('the same options give the same bytes, and another seed gives different ones', () => {
  const options = { ...small, agents: 4, days: 1 };
  const [one, again, other] = [options, options, { ...options, seed: 2 }].map((run) => {
    const written = filesInMemory();
    simulate(run, written);
    return Object.fromEntries(written.paths().map((path) => [path, written.text(path)]));
  });
  expect(again).toEqual(one);
  expect(other?.['truth.json']).not.toBe(one?.['truth.json']);
});

/** Log streams of the ingest services, which a simulated history does not have. */
const INGEST: ReadonlySet<string> = new Set(['pf-sink', 'pf-book']);

test('every metric, table, stream, field and event type of the catalog is written', () => {
  const prometheus = files.text(blocks().at(-2) ?? '');
  const written = new Set([...prometheus.matchAll(/^(\w+?)(?:_bucket)?[{ ]/gm)].map(([, name]) => name ?? ''));
  expect(Object.keys(metrics).filter((name) => !written.has(name))).toEqual([]);
  expect(Object.keys(postgresTables).filter((table) => files.text(`postgres/${table}.tsv`) === '')).toEqual([]);
  expect(
    ['agent_trades', 'agent_capital', 'market_ticks', 'order_books', 'ingest_errors'].filter(
      (table) => files.text(`clickhouse/${table}.jsonl`) === '',
    ),
  ).toEqual([]);
  expect(Object.keys(eventTypes).filter((type) => truth.windows.all.marks[type] === undefined)).toEqual([]);
  const streams = lokiStreams();
  expect(
    streamLabels.service_name.values.filter(
      (name) => !INGEST.has(name) && !streams.some(({ stream }) => stream['service_name'] === name),
    ),
  ).toEqual([]);
  expect(streamLabels.level.values.filter((name) => !streams.some(({ stream }) => stream['level'] === name))).toEqual(
    [],
  );
  const fields = new Set(streams.flatMap(({ values }) => values.flatMap(([, , metadata]) => Object.keys(metadata))));
  expect(Object.keys(structuredMetadata).filter((field) => !fields.has(field))).toEqual([]);
});

test('escrow contracts reach every state, and at the end one is overdue and another about to expire', () => {
  expect(Object.entries(truth.windows.all.escrow).filter(([, { count }]) => count === 0)).toEqual([]);
  expect(truth.levels.escrow.overdue).toBeGreaterThan(0);
  expect(
    Object.values(truth.levels.agents).some(
      ({ escrow }) => escrow.secondsToExpiry !== null && escrow.secondsToExpiry < 1800,
    ),
  ).toBe(true);
});

test('the balance of a wallet is its initial balance plus all movements', () => {
  for (const agent of fleet.agents) {
    const own = events.filter((event) => 'agentId' in event && event.agentId === agent.id);
    const first = own.find((event) => event.kind === 'agent_registered');
    for (const currency of ['USDC', 'BTC', 'XMR', 'ETH'] as const) {
      const moved = own.reduce(
        (sum, event) => sum + (event.kind === 'wallet' && event.currency === currency ? event.amount : 0),
        0,
      );
      expect((first?.initialWallet[currency] ?? Number.NaN) + moved).toBe(agent.wallet[currency]);
      expect(agent.wallet[currency]).toBeGreaterThanOrEqual(0);
    }
  }
});

test('days follow each other without gaps, and end with the equity of the ledger', () => {
  for (const agent of fleet.agents) {
    const days = events.filter((event) => event.kind === 'day').filter((event) => event.agentId === agent.id);
    days.forEach((day, index) => expect(day.equityOpen).toBe(days[index - 1]?.equityClose ?? agent.initialEquity));
    days.forEach((day) => expect(day.equityClose).toBe(day.equityOpen + day.netFlow + day.pnl));
    const last = days.at(-1);
    expect((last?.equityClose ?? 0) - (last?.unrealized ?? 0)).toBe(agent.equity);
  }
});

test('events are in order of time', () => {
  expect(events.every((event, index) => event.at >= (events[index - 1]?.at ?? 0))).toBe(true);
});

test('the fees and P&L of a trade match its fills and its ledger entries', () => {
  const fees = new Map<string, number>();
  const ledger = new Map<string, number>();
  for (const event of events) {
    if (event.kind === 'fill') fees.set(event.tradeId, (fees.get(event.tradeId) ?? 0) + event.fee);
    if (event.kind === 'ledger' && event.entry !== 'referral')
      ledger.set(event.ref, (ledger.get(event.ref) ?? 0) + event.amount);
  }
  const settled = events.filter((event) => event.kind === 'trade').filter((event) => event.pnl !== null);
  expect(settled.length).toBeGreaterThan(200);
  for (const trade of settled) {
    expect(ledger.get(trade.tradeId) ?? 0).toBe(trade.pnl);
    if (trade.market !== 'casino') expect(fees.get(trade.tradeId)).toBe(trade.fee);
  }
});

test('a referrer earns 15 % of the fees of the agents it referred', () => {
  const shares = events.filter((event) => event.kind === 'referral_fee');
  expect(shares.length).toBeGreaterThan(50);
  for (const { share, baseFee } of shares) expect(share).toBe(Math.round((baseFee * 15) / 100));
  expect(truth.levels.referrals.depth).toBeGreaterThanOrEqual(3);
});

test('the figures of the fleet are the sums of its agents and of its strategies, in all windows', () => {
  const { all } = truth.windows;
  const total = (
    parts: Readonly<Record<string, { netPnl: number; fills: { notional: number }; orders: { sent: number } }>>,
  ) =>
    Object.values(parts).reduce(
      (sum, part) => ({
        netPnl: sum.netPnl + part.netPnl,
        notional: sum.notional + part.fills.notional,
        sent: sum.sent + part.orders.sent,
      }),
      { netPnl: 0, notional: 0, sent: 0 },
    );
  expect(total(all.agents).netPnl).toBeCloseTo(all.fleet.netPnl, 5);
  expect(total(all.agents).sent).toBe(all.fleet.orders.sent);
  expect(total(all.strategies).netPnl).toBeCloseTo(all.fleet.netPnl, 5);
  expect(total(all.strategies).notional).toBeCloseTo(all.fleet.fills.notional, 3);
  expect(
    Object.values(all.api).reduce((sum, { buckets }) => sum + buckets.reduce((counts, count) => counts + count, 0), 0),
  ).toBe(events.filter(({ kind }) => kind === 'api_call').length);
  expect(truth.windows['24h'].fleet.orders.sent).toBe(
    events.filter((event) => event.kind === 'order' && event.at >= END - 86_400_000).length,
  );
});

test('the truth matches the state of each agent in the simulation', () => {
  for (const agent of fleet.agents) {
    const known = truth.levels.agents[agent.id];
    expect(known?.equity).toBeCloseTo(agent.equity / 1e6, 6);
    expect(known?.realizedPnl).toBeCloseTo(agent.realized / 1e6, 5);
    expect(known?.drawdown).toBeCloseTo(1 - agent.growth / agent.peak, 9);
    expect(known?.openTrades).toBe([...agent.openTrades].filter(({ filled }) => filled > 0).length);
    expect(known?.escrow.open).toBe(agent.openContracts.size);
  }
});

test('counters fall only once, when the exporter restarts', () => {
  const exporter = createExporter({ withTargets: true });
  const simulation = createSimulation(small, [exporter.hear]);
  const last = new Map<string, number>();
  for (const { at, hasHistograms } of [...scrapes(simulation.fleet)].filter((_scrape, index) => index % 10 === 0)) {
    simulation.runUntil(at);
    exporter.scrape(simulation.fleet, hasHistograms, (name, series, value) => {
      const metric: Metric = metrics[name];
      if (metric.type === 'gauge' || (name === 'pf_slippage_cost_usdc' && series.includes('_sum'))) return;
      expect(value, series).toBeGreaterThanOrEqual(last.get(series) ?? 0);
      last.set(series, value);
    });
  }
  expect(last.size).toBeGreaterThan(1000);
  // Skips the last two hours, whose files are far larger than all others.
  const orders = /^pf_orders_total\{[^}]*agent_id="pf_agent_001",endpoint="\/v1\/crypto\/orders\/market"\} (\S+)/gm;
  const values = blocks()
    .slice(0, -2)
    .flatMap((path) => [...files.text(path).matchAll(orders)].map(([, value]) => Number(value)));
  expect(values.filter((value, index) => value < (values[index - 1] ?? 0))).toHaveLength(1);
});

test('a dead or retired agent is no longer reported', () => {
  const [dead] = Object.keys(truth.died);
  expect(dead).toBeDefined();
  expect(truth.reporting).not.toContain(dead);
  const lastBlock = files.text(blocks().at(-1) ?? '');
  const lastScrape = lastBlock.split('\n').filter((line) => line.endsWith(` ${END / 1000}`));
  const seen = new Set(lastScrape.flatMap((line) => /^pf_drawdown_pct\{.*agent_id="(\w+)"/.exec(line)?.[1] ?? []));
  expect([...seen].sort()).toEqual([...truth.reporting].sort());
  const retired = Object.values(truth.levels.agents).filter(({ status }) => status === 'retired');
  expect(retired).toHaveLength(1);
});

test('some events reach ClickHouse late or twice, and some log lines are written twice', () => {
  const rows = files
    .text('clickhouse/agent_trades.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { timestamp: string; trade_id: string });
  expect(rows.filter((row, index) => row.timestamp < (rows[index - 1]?.timestamp ?? '')).length).toBeGreaterThan(3);
  expect(new Set(rows.map((row) => row.trade_id)).size).toBe(rows.length);
  const again = files
    .text('clickhouse/agent_trades.redelivered.jsonl')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { trade_id: string }).trade_id);
  expect(again.length).toBeGreaterThan(0);
  expect(again.filter((id) => !rows.some((row) => row.trade_id === id))).toEqual([]);
  const created = lokiStreams().flatMap(({ values }) =>
    values.filter(([, , metadata]) => metadata['event'] === 'escrow_created'),
  );
  expect(created.length).toBeGreaterThanOrEqual(truth.windows.all.escrow.created.count);
});

test.each([
  [{ agents: 2 }, 1],
  [{ agents: 301, days: 0 }, 2],
  [{ seed: 0.5, end: 1 }, 2],
  [{ eventsPerDay: 10 }, 1],
  [{}, 0],
])('options %j have %i problems', (given, problems) => {
  const found = () => {
    try {
      simulationOptions({ end: END, ...given });
      return 0;
    } catch (error) {
      if (error instanceof UserError) return error.diagnostics.length;
      throw error;
    }
  };
  expect(found()).toBe(problems);
});

function blocks(): string[] {
  return files
    .paths()
    .filter((path) => path.startsWith('prometheus/'))
    .sort();
}

interface Stream {
  readonly stream: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [string, string, Readonly<Record<string, string>>])[];
}

function lokiStreams(): Stream[] {
  return files
    .paths()
    .filter((path) => path.startsWith('loki/'))
    .flatMap((path) =>
      files
        .text(path)
        .trim()
        .split('\n')
        .flatMap((line) => (JSON.parse(line) as { streams: Stream[] }).streams),
    );
}

function filesInMemory(): Files & { text(path: string): string; paths(): string[] } {
  const parts = new Map<string, string[]>();
  return {
    append: (path, text) => void (parts.get(path)?.push(text) ?? parts.set(path, [text])),
    close: () => undefined,
    text: (path) => (parts.get(path) ?? []).join(''),
    paths: () => [...parts.keys()],
  };
}
