import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type ClickhouseServer, startClickhouse } from '../../../test/stores/clickhouse-server.ts';
import { UserError } from '../../../diagnostics/errors.ts';
import { simulateFleet, type SimulatedFleet } from '../../../test/stores/simulated-fleet.ts';
import { agentAnalytics } from '../../queries/agent-analytics.ts';
import { agentId, market, strategy } from '../../queries/variables.ts';
import { clickhouseSchema } from '../../stack/clickhouse-schema.ts';
import { bound } from './bind.ts';
import { type AnalyticsClient, analyticsClient } from './client.ts';
import type { TradeEvent } from './ingest-trades.ts';
import { analyticsQueries } from './queries.ts';
import { runAnalytics } from './run.ts';

let server: ClickhouseServer;
let fleet: SimulatedFleet;
let client: AnalyticsClient;
const environment = () => ({ CLICKHOUSE_URL: server.url, CLICKHOUSE_DATABASE: 'agent_analytics' });
const ask = async (sql: string): Promise<unknown[]> =>
  (await server.run(`${sql} FORMAT JSONCompactEachRow SETTINGS output_format_json_quote_64bit_integers = 0`))
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

beforeAll(async () => {
  server = await startClickhouse();
  fleet = simulateFleet('clickhouse', { agents: 8, days: 40, tradesPerDay: 20, eventsPerDay: 60 });
  await server.run(clickhouseSchema({ database: 'agent_analytics' }));
  await server.run('SYSTEM STOP TTL MERGES');
  for (const table of ['agent_trades', 'agent_capital', 'agent_ledger', 'agent_status'])
    await server.run(
      `INSERT INTO agent_analytics.${table} FROM INFILE '${fleet.file(`clickhouse/${table}.jsonl`)}' FORMAT JSONEachRow`,
    );
  client = await analyticsClient({ url: server.url });
});
afterAll(async () => {
  await client?.close();
  await server?.close();
  fleet?.remove();
});

/** The panel's query as Grafana's plugin sends it when every variable is set to All. */
function panelQuery(top: number): string {
  const { from, to } = fleet.range;
  const seconds = (at: Date): string => `toDateTime(${at.getTime() / 1000})`;
  return agentAnalytics
    .leaderboard(20, 30, { agent_id: agentId, strategy, market })
    .sql.replaceAll(/\$__timeFilter\((\w+)\)/g, `$1 >= ${seconds(from)} AND $1 <= ${seconds(to)}`)
    .replaceAll('$__fromTime', seconds(from))
    .replaceAll('$__toTime', seconds(to))
    .replaceAll(/\$\{(?:agent_id|strategy|market):sqlstring\}/g, "'|.+|'")
    .replaceAll('${topn:raw}', String(top));
}
const flags = () => ({
  from: fleet.range.from.toISOString(),
  to: fleet.range.to.toISOString(),
  format: 'csv' as const,
});

describe('the analytics client', () => {
  test('fleet analytics leaderboard --format csv prints the rows of the panel', async () => {
    const response = await fetch(`${server.url}/?database=agent_analytics`, {
      method: 'POST',
      body: `${panelQuery(5)} FORMAT JSONCompactEachRow SETTINGS output_format_json_quote_64bit_integers = 0`,
    });
    const expected = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown[]);
    const csv = await runAnalytics(environment(), 'leaderboard', { ...flags(), top: 5 });
    const [header, ...lines] = csv.trimEnd().split('\r\n');
    expect(header).toBe(
      'agent_id,strategy,net_pnl,sharpe,sharpe_error,days,win_rate,trades,volume,max_drawdown,fill_ms',
    );
    expect(expected.length).toBe(5);
    // ClickHouse adds rows in a different order each time, so the last digits of a sum differ between runs.
    const rounded = (cells: readonly unknown[]): string =>
      cells
        .map((cell) => (cell === null ? '' : typeof cell === 'number' ? cell.toPrecision(12) : String(cell)))
        .join(',');
    const numbers = (line: string): unknown[] =>
      line.split(',').map((cell) => (cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell));
    expect(lines.map((line) => rounded(numbers(line)))).toEqual(expected.map(rounded));
  });

  test('P&L per period adds up to the P&L of the events, and gross profit is 0, not null, when no trade won', async () => {
    for (const by of ['hour', 'day', 'week', 'month'] as const) {
      const rows = await client.queryPnl(fleet.range, by);
      const total = rows.reduce((sum, { net_pnl: pnl }) => sum + pnl, 0);
      expect(total).toBeCloseTo(fleet.truth.windows.all.fleet.settled.pnl, 3);
      expect(
        rows.every(
          ({ gross_profit: profit, gross_loss: loss, net_pnl: net }) =>
            profit >= 0 && loss <= 0 && Math.abs(profit + loss - net) < 1e-6,
        ),
      ).toBe(true);
    }
    const weeks = await client.queryPnl(fleet.range, 'week');
    expect(weeks.every(({ period }) => new Date(`${period.slice(0, 10)}T00:00:00Z`).getUTCDay() === 1)).toBe(true);
  });

  test('a scope selects agents, and SQL in a name is treated as a name', async () => {
    const [first] = await client.queryLeaderboard(fleet.range, { top: 1 });
    const agent = first?.agent_id ?? '';
    const rows = await client.queryPnl({ ...fleet.range, agents: [agent] }, 'month');
    expect(new Set(rows.map(({ agent_id: id }) => id))).toEqual(new Set([agent]));
    expect(await client.queryPnl({ ...fleet.range, agents: ["x') OR 1=1 --", "'|.+|'"] }, 'month')).toEqual([]);
  });

  test('slippage: the mean is weighted by notional, and worst_ticker and best_hour match the rows', async () => {
    const { by_ticker: tickers, by_hour: hours, ...summary } = await client.analyseSlippage(fleet.range);
    const [[fills, mean]] = (await ask(
      "SELECT count(), sum(slippage_bps * notional_usd) / sum(notional_usd) FROM agent_analytics.agent_trades FINAL WHERE event = 'fill' AND slippage_bps IS NOT NULL AND market != 'casino'",
    )) as [[number, number]];
    expect(summary.fills).toBe(fills);
    expect(summary.mean_bps).toBeCloseTo(mean, 9);
    expect(summary.worst_ticker).toBe(
      tickers.toSorted((one, other) => (other.mean_bps ?? 0) - (one.mean_bps ?? 0))[0]?.ticker,
    );
    expect(summary.best_hour).toBe(
      hours.toSorted((one, other) => (one.mean_bps ?? 0) - (other.mean_bps ?? 0))[0]?.utc_hour,
    );
    const nothing = await client.analyseSlippage({ ...fleet.range, tickers: ['NONE'] });
    expect(nothing).toMatchObject({
      fills: 0,
      mean_bps: null,
      p50: null,
      size_correlation: null,
      worst_ticker: null,
      best_hour: null,
      has_size_impact: false,
    });
  });

  test('the other verbs print rows in every format', async () => {
    for (const verb of ['strategies', 'fill-rate', 'drawdown', 'slippage', 'pnl'] as const) {
      expect(
        (JSON.parse(await runAnalytics(environment(), verb, { ...flags(), format: 'json' })) as unknown[]).length,
      ).toBeGreaterThan(0);
      expect(await runAnalytics(environment(), verb, { ...flags(), format: 'table' })).toMatch(/\S  \S/);
    }
  });

  test('trades are streamed, each once', async () => {
    const ids = new Set<string>();
    for await (const { trade_id: id } of client.streamTrades(fleet.range)) ids.add(id);
    expect([[ids.size]]).toEqual(await ask('SELECT uniqExact(trade_id) FROM agent_analytics.agent_trades'));
  });

  test('every macro and variable of a query becomes a parameter', () => {
    const { leaderboard, pnl, ...others } = analyticsQueries;
    for (const query of [leaderboard(1, 1), pnl('day'), ...Object.values(others).map((make) => make())])
      expect(bound(query)).not.toMatch(/\$/);
  });
});

describe('storing trades', () => {
  const at = Date.parse('2026-05-01T09:14:32.123Z');
  const trade = (index: number, more: Partial<TradeEvent> = {}): TradeEvent => ({
    trade_id: `ord_${index}`,
    agent_id: 'pf_agent_store',
    strategy_name: 'momentum',
    timestamp: new Date(at + index),
    market: 'crypto',
    ticker: 'BTC-USD',
    side: 'buy',
    quantity: 1,
    price: 100,
    notional_usd: 100,
    fee_usd: 0.1,
    pnl_usd: 2,
    status: 'filled',
    ...more,
  });

  test.each([1, 5, 22, 23, 2500])(
    '%i rows are stored once, also in the rollup, when they are sent repeatedly',
    async (count) => {
      const trades = Array.from({ length: count }, (_, index) =>
        trade(count * 10_000 + index, { agent_id: `pf_agent_store_${count}` }),
      );
      expect(await client.ingestTrades(trades, 1000)).toBe(count);
      expect(await client.ingestTrades([...trades, ...trades], 700)).toBe(0);
      const rows = await ask(
        `SELECT count(), sum(pnl_usd) FROM agent_analytics.agent_trades WHERE agent_id = 'pf_agent_store_${count}'`,
      );
      const rollup = await ask(
        `SELECT sum(settled_count), sum(pnl_sum) FROM agent_analytics.agent_pnl_hourly WHERE agent_id = 'pf_agent_store_${count}'`,
      );
      expect([rows, rollup]).toEqual([[[count, count * 2]], [[count, count * 2]]]);
    },
  );

  test.each([
    ['an unknown side', { side: 'long' as never }, 'side is "long"'],
    ['an unknown status', { status: 'FILLED' as never }, 'status is "FILLED"'],
    ['a missing fee', { fee_usd: null as never }, 'fee_usd'],
    ['a time without a time zone', { timestamp: '2026-05-01T09:14:32' }, 'timestamp'],
    ['an empty agent id', { agent_id: '' }, 'agent_id'],
  ])('%s is refused with the name of its field, and nothing is stored', async (_what, more, said) => {
    const refusal = await client.ingestTrades([trade(1), trade(2, more)]).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect((refusal as UserError).message).toContain(said);
    expect(await ask("SELECT count() FROM agent_analytics.agent_trades WHERE agent_id = 'pf_agent_store'")).toEqual([
      [0],
    ]);
  });

  test('an unreachable server and an unknown granularity are reported clearly', async () => {
    const lost = await analyticsClient({ url: 'http://127.0.0.1:1', password: 'the-password-of-clickhouse' });
    const error = (await lost.queryStrategies(fleet.range).catch((found: unknown) => found)) as UserError;
    expect(error.message).toContain('Could not connect to ClickHouse');
    expect(JSON.stringify(error.diagnostics)).not.toContain('the-password');
    expect(() => client.queryPnl(fleet.range, 'fortnight' as never)).toThrow('fortnight');
    await lost.close();
  });
});
