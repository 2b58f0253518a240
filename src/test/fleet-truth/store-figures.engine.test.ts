import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { agentAnalytics } from '../../fleet/queries/agent-analytics.ts';
import { equity } from '../../fleet/queries/equity.ts';
import { executionCosts } from '../../fleet/queries/execution-costs.ts';
import { halts } from '../../fleet/queries/halts.ts';
import { ledger } from '../../fleet/queries/ledger.ts';
import { orders } from '../../fleet/queries/orders.ts';
import { performance } from '../../fleet/queries/performance.ts';
import { returnFigures } from '../../fleet/queries/return-figures.ts';
import { returns } from '../../fleet/queries/returns.ts';
import { slippage } from '../../fleet/queries/slippage.ts';
import type { Sql } from '../../fleet/queries/sql.ts';
import { agentId, market, sharpeWindow, strategy } from '../../fleet/queries/variables.ts';
import type { Filled } from '../../fleet/simulator/truth/figures.ts';
import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { ALL_VALUE } from '../../query/variables.ts';
import { askClickhouse } from '../../verify/panel-queries/ask-clickhouse.ts';
import { askPostgres } from '../../verify/panel-queries/ask-postgres.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import { type ClickhouseStore, openClickhouse } from '../stores/clickhouse-store.ts';
import { fillClickhouse, fillPostgres } from '../stores/fill.ts';
import { postgresEngines, type PostgresStore } from '../stores/postgres-store.ts';
import { optionsIn, simulateFleet } from '../stores/simulated-fleet.ts';
import { type Choice, expansionsOf } from './every-choice.ts';
import { bookReturns, falls, returnsOf } from './returns-truth.ts';
import { add, last, percentile, rowCount, sharpe } from './truth-case.ts';

const scope = { agent_id: agentId, strategy };
const agents = { agent_id: agentId };
const trades = { ...scope, market };
/** The value of the variable `$sharpe_window`. */
const WINDOW = 14;

/** Figures in the stores, by the names of their functions; a panel shows what its description says. */
const postgresQueries = {
  'ledger.netPnl': ledger.netPnl(scope),
  'performance.drawdownBands': performance.drawdownBands(scope),
  'performance.winRate': performance.winRate(scope),
  'returns.sharpe': returns.sharpe(scope),
  'returns.agents': returns.agents(scope),
  'returnFigures.risk': returnFigures.risk(scope),
  'returnFigures.riskOfAgents': returnFigures.riskOfAgents(scope),
  'returnFigures.benchmark': returnFigures.benchmark(scope),
  'halts.episodes': halts.episodes(agents),
  'halts.counts': halts.counts(agents),
  'halts.tradesDuring': halts.tradesDuring(agents),
  'halts.limitChanges': halts.limitChanges(agents),
} as const;
const clickhouseQueries = {
  'agentAnalytics.totalPnl': agentAnalytics.totalPnl(trades),
  'agentAnalytics.leaderboard': agentAnalytics.leaderboard(1, sharpeWindow, trades),
  'equity.drawdownTable': equity.drawdownTable(trades),
  'orders.fillRate': orders.fillRate(trades),
  'executionCosts.fillLatency': executionCosts.fillLatency(trades),
  'executionCosts.makerTaker': executionCosts.makerTaker(trades),
  'executionCosts.shortfall': executionCosts.shortfall(trades),
  'slippage.summary': slippage.summary(trades),
} as const;
type Name = keyof typeof postgresQueries | keyof typeof clickhouseQueries;
const found = findQueries(
  new Map([['board.json', JSON.stringify(board({ ...postgresQueries, ...clickhouseQueries }))]]),
);

/** A figure of a query, and the same figure from the simulator. */
type Figure = readonly [name: Name, shown: (result: QueryResult) => number, expected: () => number | undefined];

/** The fleet for the figures, with retired and dead agents. */
const MONTH = { agents: 12, days: 40, tradesPerDay: 12, eventsPerDay: 40 };

describe.each(postgresEngines)('%s and ClickHouse', (_engine, open) => {
  const fleet = simulateFleet(['postgres', 'clickhouse'], MONTH);
  const { truth } = fleet;
  let postgres: PostgresStore;
  let clickhouse: ClickhouseStore;
  beforeAll(async () => {
    postgres = await open(fleet.now);
    await fillPostgres(postgres, fleet);
    clickhouse = openClickhouse(fleet.now);
    fillClickhouse(clickhouse, fleet);
  });
  afterAll(async () => {
    await postgres?.close();
    clickhouse?.close();
    fleet.remove();
  });

  test('the fleet has an agent that died and one that retired', () => {
    expect(Object.keys(truth.died)).not.toEqual([]);
    expect(Object.values(truth.levels.agents).some(({ status }) => status === 'retired')).toBe(true);
  });

  describe.each(['one', 'many', 'all', 'none'] as const)('%s chosen', (choice) => {
    test.each(found.map((query) => [query.title as Name]))('%s', async (name) => {
      const started = process.hrtime.bigint();
      const result = await ask(name, choice);
      // Far above the normal time: a bad query plan takes minutes, not a second.
      expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(20);
      if (choice === 'all') expect(result.rows.length).toBeGreaterThan(0);
    });
  });

  test.each([
    ['returnFigures.risk', last('Return'), () => grown(bookReturns(truth))],
    ['returnFigures.risk', last('Sortino'), () => sortino(bookReturns(truth))],
    ['returnFigures.risk', last('Calmar'), () => calmar(bookReturns(truth))],
    ['returnFigures.risk', last('Shortfall'), () => shortfallOf(bookReturns(truth))],
    ['returnFigures.risk', last('VaR'), () => -percentile(bookReturns(truth), 0.05)],
    ['returnFigures.riskOfAgents', rowCount, () => Object.keys(truth.levels.agents).length],
    ...Object.keys(truth.levels.agents).flatMap((agent_id): Figure[] => {
      const lived = returnsOf(truth, agent_id);
      const of = (column: string) => last(column, { agent_id });
      const always: Figure[] = [
        ['returnFigures.riskOfAgents', of('growth'), () => grown(lived)],
        ['returnFigures.riskOfAgents', of('worst'), () => Math.min(...lived)],
        ['returnFigures.riskOfAgents', of('deepest'), () => Math.min(...falls(lived))],
        ['returnFigures.riskOfAgents', of('days'), () => lived.length],
      ];
      // With fewer than 30 days there is no meaningful tail.
      if (lived.length < 30) return always;
      return [
        ...always,
        ['returnFigures.riskOfAgents', of('at_risk'), () => -percentile(lived, 0.05)],
        ['returnFigures.riskOfAgents', of('shortfall'), () => shortfallOf(lived)],
        ['returnFigures.riskOfAgents', of('sortino'), () => sortino(lived)],
        ['returnFigures.riskOfAgents', of('calmar'), () => calmar(lived)],
      ];
    }),
    [
      'returnFigures.benchmark',
      last('Median agent'),
      () =>
        percentile(
          Object.keys(truth.levels.agents)
            .map((agent_id) => returnsOf(truth, agent_id))
            .filter(
              (_lived, index) =>
                truth.levels.agents[Object.keys(truth.levels.agents)[index] ?? '']?.status !== 'retired',
            )
            .map(grown),
          0.5,
        ),
    ],
    ['returnFigures.benchmark', last('Selection'), () => grown(bookReturns(truth))],
    [
      'returnFigures.benchmark',
      last('BTC'),
      () => truth.levels.rates.BTC / (truth.watched.firstRates.BTC ?? Number.NaN) - 1,
    ],
    ['halts.episodes', rowCount, () => truth.watched.halts.length],
    ['halts.counts', last('Halts'), () => truth.watched.halts.length],
    [
      'halts.counts',
      last('Traded on'),
      () => truth.watched.halts.filter(({ tradesOpened }) => tradesOpened > 0).length,
    ],
    ['halts.tradesDuring', rowCount, () => add(truth.watched.halts.map(({ tradesOpened }) => tradesOpened))],
    ['halts.limitChanges', rowCount, () => truth.windows.all.marks['limit_change']],
    [
      'executionCosts.makerTaker',
      last('volume', { side_of_book: 'maker' }),
      () => truth.windows.all.liquidity['maker']?.notional,
    ],
    [
      'executionCosts.makerTaker',
      last('fee_bps', { side_of_book: 'taker' }),
      () => feeBps(truth.windows.all.liquidity['taker']),
    ],
  ] as readonly Figure[])('%s shows the truth', async (name, shown, expected) => {
    expectNear(shown(await ask(name, 'all')), expected(), 1e-4);
  });

  test.each([
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ])('executionCosts.fillLatency shows the true %s', async (column, share) => {
    const { rows } = await ask('executionCosts.fillLatency', 'all');
    expect(rows.length).toBe(1);
    const latencies = Object.entries(truth.windows.all.fillLatencies).flatMap(([ms, count]) =>
      Array.from({ length: count }, () => Number(ms)),
    );
    // Merged from per-minute sketches.
    expectNear(last(column)(await ask('executionCosts.fillLatency', 'all')), percentile(latencies, share), 0.03);
  });

  /**
   * Figures that both stores have: P&L, Sharpe ratio, drawdown and win rate per agent, slippage and fill rate of the
   * fleet.
   */
  test('both stores return the same true figures for every agent and for the fleet', async () => {
    const [byBook, byCopy, falls_, total] = await Promise.all([
      ask('returns.agents', 'all'),
      ask('agentAnalytics.leaderboard', 'all'),
      ask('equity.drawdownTable', 'all'),
      ask('agentAnalytics.totalPnl', 'all'),
    ]);
    expectNear(last('P&L')(total), last('Net P&L')(await ask('ledger.netPnl', 'all')), 1e-9);
    expectNear(last('P&L')(total), truth.windows.all.fleet.netPnl, 1e-9);
    const ids = Object.keys(truth.levels.agents);
    expect(byCopy.rows.length).toBe(ids.length);
    for (const agent_id of ids) {
      const one = { agent_id };
      expectNear(last('net_pnl', one)(byCopy), last('pnl', one)(byBook), 1e-6);
      expectNear(last('win_rate', one)(byCopy), last('win_rate', one)(byBook), 1e-6);
      const lived = returnsOf(truth, agent_id);
      const [ofCopy, ofBook] = [last('sharpe', one)(byCopy), last('sharpe', one)(byBook)];
      // A retired agent has no full window up to the last day, so neither store has a ratio for it.
      expect([agent_id, Number.isNaN(ofCopy)]).toEqual([agent_id, truth.levels.agents[agent_id]?.status === 'retired']);
      expect(Number.isNaN(ofBook)).toBe(Number.isNaN(ofCopy));
      if (!Number.isNaN(ofCopy)) {
        expectNear(ofCopy, ofBook, 1e-6);
        expectNear(ofCopy, sharpe(lived.slice(-WINDOW)), 1e-4);
      }
      expectNear(last('max_drawdown', one)(byCopy), Math.min(...falls(lived)), 1e-4);
      expectNear(last('max_drawdown', one)(falls_), last('max_drawdown', one)(byCopy), 1e-9);
      // The row of the last day has six decimals.
      expectNear(-last('drawdown_now', one)(falls_), last('drawdown_pct', one)(byBook), 1e-3, 1e-6);
    }
    const { settled, fills } = truth.windows.all.fleet;
    expectNear(
      last('win_rate')(await ask('performance.winRate', 'all')),
      settled.wins / (settled.wins + settled.losses),
      1e-9,
    );
    expectNear(
      last('Average')(await ask('slippage.summary', 'all')),
      (1e4 * fills.slippageCost) / fills.slippageNotional,
      1e-3,
    );
    expectNear(
      last('fill_rate')(await ask('orders.fillRate', 'all')),
      orderFigures(truth).filled / orderFigures(truth).withEvents,
      1e-9,
    );
  });

  async function ask(name: Name, choice: Choice): Promise<QueryResult> {
    const query = found.find(({ title }) => title === name);
    if (!query) throw new Error(`There is no query ${name}.`);
    const { expanded, problems } = expansionsOf(query, fleet.range, optionsIn(fleet));
    const chosen = expanded.find((candidate) => candidate.choice === choice) ?? expanded[0];
    if (!chosen) throw new Error(problems.map(({ problem }) => problem).join('\n'));
    return query.language === 'postgres'
      ? askPostgres(postgres.query, chosen.text)
      : askClickhouse(clickhouse.query, chosen.text);
  }
});

function board(queries: Readonly<Record<string, Sql>>): object {
  const multi = { multi: true, includeAll: true, type: 'query', allValue: ALL_VALUE };
  return {
    uid: 'board',
    panels: Object.entries(queries).map(([title, { dialect, sql }], index) => ({
      id: index + 1,
      type: 'table',
      title,
      // Queries by interval return the whole range as one interval.
      interval: '3650d',
      targets: [
        {
          refId: 'A',
          datasource: {
            type: dialect === 'postgres' ? 'grafana-postgresql-datasource' : 'grafana-clickhouse-datasource',
          },
          rawSql: sql,
          format: dialect === 'postgres' ? 'table' : 1,
        },
      ],
    })),
    templating: {
      list: [
        ...['agent_id', 'strategy', 'market'].map((name) => ({ name, ...multi })),
        { name: 'sharpe_window', type: 'custom', query: `${WINDOW}`, current: { value: `${WINDOW}` } },
        { name: 'topn', type: 'custom', query: '100', current: { value: '100' } },
      ],
    },
  };
}

function expectNear(shown: number, expected: number | undefined, within: number, floor = 1e-9): void {
  expect(Number.isFinite(expected), 'the truth is a number').toBe(true);
  expect(Math.abs(shown - (expected ?? 0)), `${shown} is shown and ${expected} is true`).toBeLessThanOrEqual(
    Math.abs(expected ?? 0) * within + floor,
  );
}

function grown(values: readonly number[]): number {
  return values.reduce((wealth, value) => wealth * (1 + value), 1) - 1;
}

function sortino(values: readonly number[]): number {
  const mean = add(values) / values.length;
  return (mean / Math.sqrt(add(values.map((value) => Math.min(value, 0) ** 2)) / values.length)) * Math.sqrt(365);
}

function calmar(values: readonly number[]): number {
  return ((1 + grown(values)) ** (365 / values.length) - 1) / -Math.min(...falls(values));
}

function shortfallOf(values: readonly number[]): number {
  const tail = values.filter((value) => value <= percentile(values, 0.05));
  return -add(tail) / tail.length;
}

function orderFigures(truth: Truth): Truth['windows']['all']['fleet']['orders'] {
  return truth.windows.all.fleet.orders;
}

function feeBps(filled: Filled | undefined): number | undefined {
  return filled && (1e4 * filled.fees) / filled.notional;
}
