import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { HOUR } from '../../fleet/simulator/options.ts';
import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { recordingRuleFile } from '../../fleet/stack/recording-rules.ts';
import { askClickhouse } from '../../verify/panel-queries/ask-clickhouse.ts';
import { askPostgres } from '../../verify/panel-queries/ask-postgres.ts';
import { askPrometheus } from '../../verify/panel-queries/ask-prometheus.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import type { TimeRange } from '../../verify/panel-queries/periods.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import { type ClickhouseStore, openClickhouse } from '../stores/clickhouse-store.ts';
import { fillClickhouse, fillPostgres } from '../stores/fill.ts';
import { postgresEngines, type PostgresStore } from '../stores/postgres-store.ts';
import { hasPrometheus, type PrometheusServer, startPrometheus } from '../stores/prometheus-server.ts';
import { DENSE_HOURS, optionsIn, simulateFleet } from '../stores/simulated-fleet.ts';
import { committedFolder } from '../support/out-folder.ts';
import { expansionsOf } from './every-choice.ts';
import { add, last } from './truth-case.ts';

// Each figure must be the same in every dashboard and store. Prometheus has no Sharpe ratio and no fill rate; for
// these, store-figures.engine.test.ts compares the other two stores agent by agent.

const FLEET = { agents: 12, days: 2, tradesPerDay: 40 };
/** A day ago there was one sample every four minutes, and an increase is extrapolated to the ends of its window. */
const SAMPLED = 0.08;
const queries = findQueries(committedFolder());

describe.skipIf(!hasPrometheus())('the panels of all dashboards', () => {
  const fleet = simulateFleet(['postgres', 'clickhouse', 'prometheus'], FLEET);
  const { truth, range } = fleet;
  // An hourly rollup has no quarter hours; nothing happened before the range.
  const fromFullHour = { ...range, from: new Date(range.from.getTime() - HOUR) };
  let postgres: PostgresStore;
  let clickhouse: ClickhouseStore;
  let prometheus: PrometheusServer;
  beforeAll(async () => {
    const [, open] = postgresEngines[0] ?? [];
    if (open === undefined) throw new Error('There is no PostgreSQL.');
    postgres = await open(fleet.now);
    await fillPostgres(postgres, fleet);
    clickhouse = openClickhouse(fleet.now);
    fillClickhouse(clickhouse, fleet);
    const dense = fleet.last(DENSE_HOURS);
    prometheus = await startPrometheus(fleet.files('prometheus'), recordingRuleFile({}), [
      { from: fleet.range.from, to: new Date(dense.from.getTime() - 1), leastIntervalSeconds: 240 },
      { ...dense, leastIntervalSeconds: 15 },
    ]);
  }, 600_000);
  afterAll(async () => {
    await prometheus?.stop();
    await postgres?.close();
    clickhouse?.close();
    fleet.remove();
  });

  test('P&L of the fleet', async () => {
    const net = truth.windows.all.fleet.netPnl;
    // What an agent earned after its last scrape is in no live figure.
    const untold = add(Object.values(truth.untoldPnl));
    const shown = {
      'pf-agent-pnl: Net P&L (range) A': [last('Net P&L'), net],
      'pf-revenue: Net income A': [last('net'), net],
      'pf-clickhouse-analytics: Total agent P&L A': [last('P&L'), net],
      'pf-agent-fleet-v1: Total fleet P&L A': [last('value'), net - untold],
      'pf-leaderboard: Fleet P&L A': [last('value'), net - untold],
    } as const;
    for (const [where, [figure, expected]] of Object.entries(shown))
      expect([where, figure(await ask(where))]).toEqual([where, expect.closeTo(expected, 3)]);
    const byStrategy = await ask('pf-agent-fleet-v1: P&L by strategy A');
    const ofAll = Object.keys(truth.windows.all.strategies).map((strategy) => last('value', { strategy })(byStrategy));
    // The last scrape is before the end of the range.
    expect(Math.abs(add(ofAll) - (net - untold))).toBeLessThan(Math.abs(net) * 0.02);
  });

  test('P&L and drawdown of each agent', async () => {
    const [agents, leaders, falls, deepest] = await Promise.all([
      ask('pf-agent-pnl: Agents A'),
      ask('pf-clickhouse-analytics: Agent leaderboard A', fromFullHour),
      ask('pf-clickhouse-analytics: Deepest drawdowns A'),
      ask('pf-agent-fleet-v1: Drawdown now A'),
    ]);
    // The leaderboard requires 20 trades, and the lists of drawdowns have the selected length.
    const ranked = truth.reporting.filter(
      (agent_id) =>
        ![
          last('net_pnl', { agent_id })(leaders),
          last('drawdown_now', { agent_id })(falls),
          last('value', { agent_id })(deepest),
        ].some(Number.isNaN),
    );
    expect(ranked.length).toBeGreaterThan(5);
    for (const agent_id of ranked) {
      const one = { agent_id };
      expect(last('net_pnl', one)(leaders)).toBeCloseTo(last('pnl', one)(agents), 3);
      const byDay = last('drawdown_pct', one)(agents);
      expect(-last('drawdown_now', one)(falls)).toBeCloseTo(byDay, 4);
      // The live drawdown follows each booking and the marks of open positions, so it may be deeper within a day.
      expect(last('value', one)(deepest)).toBeCloseTo(truth.levels.agents[agent_id]?.drawdown ?? Number.NaN, 6);
    }
  });

  test('win rate of each agent in a day', async () => {
    const day = fleet.last(24);
    const [byCopy, byMetrics] = await Promise.all([
      ask('pf-clickhouse-analytics: Agent leaderboard A', day),
      ask('pf-leaderboard: What the leaders paid for it C', day),
    ]);
    const both = truth.reporting.filter((agent_id) => !Number.isNaN(last('win_rate', { agent_id })(byCopy)));
    expect(both.length).toBeGreaterThan(3);
    for (const agent_id of both)
      expect(
        Math.abs(last('value', { agent_id })(byMetrics) - last('win_rate', { agent_id })(byCopy)),
        agent_id,
      ).toBeLessThan(SAMPLED);
  });

  test('slippage of an hour', async () => {
    const hour = fleet.last(1);
    const { markets, sides } = truth.windows['1h'];
    const byMetrics = await ask('pf-trade-execution: Slippage by market, live A');
    const bySide = await ask('pf-trade-execution: Slippage by side A', hour);
    const mean = (of: (key: string) => number, fills: Truth['windows']['1h']['sides']): number =>
      add(Object.entries(fills).map(([key, { slippageNotional }]) => of(key) * slippageNotional)) /
      add(Object.values(fills).map(({ slippageNotional }) => slippageNotional));
    const told = mean((market) => last('value', { market })(byMetrics), markets);
    const stored = mean((side) => last('mean_bps', { side })(bySide), sides);
    // Costs and gains nearly cancel out, so that one fill between two scrapes is a tenth of a basis point.
    expect(Math.abs(told - stored), `${told} and ${stored} bps`).toBeLessThan(0.3);
  });

  test('fill rate of the range', async () => {
    const { filled, withEvents } = truth.windows.all.fleet.orders;
    expect(last('fill_rate')(await ask('pf-trade-execution: Fill rate A'))).toBeCloseTo(filled / withEvents, 6);
    const { columns, rows } = await ask('pf-clickhouse-analytics: Execution quality by UTC hour and order type A');
    const of = (name: string): number => columns.findIndex((column) => column.name === name);
    const orders = add(rows.map((row) => Number(row[of('orders')])));
    const ofAll = add(rows.map((row) => Number(row[of('orders')]) * Number(row[of('fill_rate')]))) / orders;
    expect(ofAll).toBeCloseTo(filled / withEvents, 6);
  });

  async function ask(where: string, asked: TimeRange = range): Promise<QueryResult> {
    const query = queries.find((candidate) => candidate.where === where);
    if (!query) throw new Error(`The pack has no query ${where}.`);
    const { expanded } = expansionsOf(query, asked, optionsIn(fleet));
    const chosen = expanded.find(({ choice }) => choice === 'all') ?? expanded[0];
    if (!chosen) throw new Error(`${where} cannot be expanded.`);
    if (query.language === 'promql') return askPrometheus(prometheus.endpoint, chosen);
    return query.language === 'postgres'
      ? askPostgres(postgres.query, chosen.text)
      : askClickhouse(clickhouse.query, chosen.text);
  }
});
