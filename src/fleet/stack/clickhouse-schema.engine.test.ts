import { Session } from 'chdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type ClickhouseTable, clickhouseTables, clickhouseViews } from '../catalog/clickhouse.ts';
import { clickhouseSchema } from './clickhouse-schema.ts';

type Row = Record<string, string | number | null>;

/** One event; the rest of the row is the same for all. */
interface Event {
  readonly event: string;
  readonly side: string;
  readonly market: string;
  readonly ticker: string;
  readonly status: string;
  readonly quantity: number;
  readonly price: number;
  readonly notional_usd: number;
  readonly fee_usd: number;
  readonly slippage_bps: number | null;
  readonly fill_latency_ms: number | null;
  readonly pnl_usd: number | null;
}

const fill: Event = {
  event: 'fill',
  side: 'buy',
  market: 'crypto',
  ticker: 'ETH-USD',
  status: 'filled',
  quantity: 2,
  price: 3000,
  notional_usd: 6000,
  fee_usd: 6,
  slippage_bps: 2,
  fill_latency_ms: 40,
  pnl_usd: 10,
};
const noOrder = {
  quantity: 0,
  price: 0,
  notional_usd: 0,
  fee_usd: 0,
  slippage_bps: null,
  fill_latency_ms: null,
  pnl_usd: null,
};
/** Every insert contains all of these events, so that several inserts write every key of every rollup. */
const events: readonly Event[] = [
  fill,
  { ...fill, side: 'sell', price: 3100, notional_usd: 6200, slippage_bps: -1, pnl_usd: -25.5, fill_latency_ms: 60 },
  { ...fill, pnl_usd: null, quantity: 1, price: 3300, notional_usd: 3300, slippage_bps: 8, fill_latency_ms: 900 },
  {
    ...fill,
    status: 'partial',
    quantity: 0.5,
    price: 2900,
    notional_usd: 1450,
    slippage_bps: null,
    fill_latency_ms: null,
    pnl_usd: 0,
  },
  {
    ...fill,
    ...noOrder,
    event: 'settle',
    side: 'none',
    market: 'casino',
    ticker: 'dice',
    notional_usd: 20,
    pnl_usd: 95,
  },
  { ...fill, ...noOrder, event: 'settle', pnl_usd: 40 },
  { ...fill, ...noOrder, event: 'reject', status: 'rejected', notional_usd: 9999 },
  { ...fill, ...noOrder, event: 'cancel', status: 'cancelled', notional_usd: 9999 },
];
const inserts = 5;

const session = new Session();
const database = 'agent_analytics';
const tables: [string, ClickhouseTable][] = Object.entries(clickhouseTables);
const rollupNames = Object.values(clickhouseViews).map(({ target }) => target);

beforeAll(() => {
  session.query(clickhouseSchema({ database }));
  for (const rollup of rollupNames) session.query(`SYSTEM STOP MERGES ${database}.${rollup}`);
  for (let batch = 0; batch < inserts; batch += 1) insert(database, trades('a1', batch));
  insert(database, trades('a2', 0, { minute: '2090-03-02 00:30' }));
});

afterAll(() => session.close());

describe('tables (requirements 249-283)', () => {
  test('have the columns, types, defaults, codecs and comments of the catalog', () => {
    const loaded = select(
      'system',
      `SELECT table, name, type, default_expression, compression_codec, comment FROM system.columns WHERE database = '${database}' AND NOT startsWith(table, 'mv_') ORDER BY table, position`,
    );
    expect(loaded).toEqual(
      tables
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([table, { columns }]) =>
          Object.entries(columns).map(([name, { type, default: fallback = '', codec, help }]) => ({
            table,
            name,
            type,
            default_expression: fallback,
            compression_codec: codec === undefined ? '' : `CODEC(${codec.replace('Delta', 'Delta(8)')})`,
            comment: help,
          })),
        ),
    );
    expect(loaded.some(({ comment }) => String(comment).includes("'"))).toBe(true);
  });

  test('have the engines, keys, TTLs and comments of the catalog', () => {
    const loaded = select(
      'system',
      `SELECT name, engine_full, partition_key, sorting_key, comment FROM system.tables WHERE database = '${database}' AND engine != 'MaterializedView'`,
    );
    expect(loaded).toHaveLength(tables.length);
    for (const [name, facts] of tables) {
      expect(loaded).toContainEqual({
        name,
        engine_full: expect.stringContaining(`${facts.engine} `),
        partition_key: facts.partitionBy ?? '',
        sorting_key: expect.stringMatching(new RegExp(`^\\(?${facts.orderBy.join(', ')}\\)?$`)),
        comment: facts.help,
      });
      const ttl = facts.ttl?.replace(
        /INTERVAL (\d+) (\w)(\w+)/,
        (_all, count: string, first: string, rest: string) => `toInterval${first}${rest.toLowerCase()}(${count})`,
      );
      expect(String(loaded.find((table) => table['name'] === name)?.['engine_full'])).toMatch(
        ttl === undefined ? /^(?!.*TTL)/ : `TTL ${ttl} `,
      );
    }
  });

  test('views fill exactly the columns of their targets, grouped by the sorting key', () => {
    for (const { target, select: columns, groupBy } of Object.values(clickhouseViews)) {
      const facts: ClickhouseTable = clickhouseTables[target];
      expect(Object.keys(columns)).toEqual(Object.keys(facts.columns));
      expect([...groupBy].sort()).toEqual([...facts.orderBy].sort());
    }
  });
});

/** Each figure as a plain aggregate over the events and as a sum over the rollup. */
const figures = {
  agent_pnl_hourly: {
    plain: `
      SELECT toStartOfHour(timestamp) AS h, agent_id, strategy_name, market, sum(event = 'fill') AS fills, count(pnl_usd) AS settled,
        ifNull(sum(pnl_usd > 0), 0) AS wins, ifNull(sum(pnl_usd < 0), 0) AS losses, ifNull(sum(pnl_usd = 0), 0) AS pushes, ifNull(sum(pnl_usd), 0) AS pnl,
        ifNull(sumIf(pnl_usd, pnl_usd > 0), 0) AS profit, ifNull(sumIf(pnl_usd, pnl_usd < 0), 0) AS loss, sum(notional_usd) AS volume, sum(fee_usd) AS fees,
        avgWeighted(slippage_bps, notional_usd) AS slippage, quantileTDigest(0.95)(fill_latency_ms) AS p95
      FROM agent_trades FINAL WHERE event IN ('fill', 'settle') GROUP BY ALL ORDER BY ALL`,
    rollup: `
      SELECT hour AS h, agent_id, strategy_name, market, sum(fill_count) AS fills, sum(settled_count) AS settled,
        sum(win_count) AS wins, sum(loss_count) AS losses, sum(push_count) AS pushes, sum(pnl_sum) AS pnl,
        sum(gross_profit) AS profit, sum(gross_loss) AS loss, sum(volume_sum) AS volume, sum(fee_sum) AS fees,
        1e4 * sum(slip_cost_sum) / nullIf(sum(slip_notional_sum), 0) AS slippage, quantilesTDigestMerge(0.5, 0.95, 0.99)(latency_q)[2] AS p95
      FROM agent_pnl_hourly GROUP BY ALL ORDER BY ALL`,
  },
  trade_flow_1m: {
    plain: `
      SELECT toStartOfMinute(timestamp) AS m, market, ticker, side, count() AS fills, sum(notional_usd) AS volume, avgWeighted(price, quantity) AS vwap,
        sum(quantity) AS quantity_sum, avgWeighted(slippage_bps, notional_usd) AS slippage, quantileTDigest(0.95)(fill_latency_ms) AS p95
      FROM agent_trades FINAL WHERE event = 'fill' GROUP BY ALL ORDER BY ALL`,
    rollup: `
      SELECT minute AS m, market, ticker, side, sum(fill_count) AS fills, sum(volume_sum) AS volume, sum(px_qty_sum) / sum(qty_sum) AS vwap,
        sum(qty_sum) AS quantity_sum, 1e4 * sum(slip_cost_sum) / nullIf(sum(slip_notional_sum), 0) AS slippage, quantilesTDigestMerge(0.5, 0.95, 0.99)(latency_q)[2] AS p95
      FROM trade_flow_1m GROUP BY ALL ORDER BY ALL`,
  },
  agent_pnl_daily: {
    plain: `
      SELECT toDate(timestamp, 'UTC') AS d, agent_id, sum(pnl_usd) AS pnl, count(pnl_usd) AS settled, avg(pnl_usd) AS mean, stddevSamp(pnl_usd) AS spread
      FROM agent_trades FINAL WHERE pnl_usd IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    rollup: `
      SELECT day AS d, agent_id, sum(pnl_sum) AS pnl, sum(settled_count) AS settled, avgMerge(trade_pnl_avg) AS mean, stddevSampMerge(trade_pnl_std) AS spread
      FROM agent_pnl_daily GROUP BY ALL ORDER BY ALL`,
  },
};

describe.each(['unmerged', 'merged'])('rollups, %s (requirements 299-325)', (state) => {
  beforeAll(() => {
    if (state === 'unmerged') return;
    for (const rollup of rollupNames)
      session.query(`SYSTEM START MERGES ${database}.${rollup}; OPTIMIZE TABLE ${database}.${rollup} FINAL`);
  });

  test.each(rollupNames)('%s equals plain aggregates over the events', (rollup) => {
    const parts = select(
      database,
      `SELECT count() AS n FROM system.parts WHERE active AND database = '${database}' AND table = '${rollup}'`,
    );
    expect(parts).toEqual([{ n: state === 'unmerged' ? inserts + 1 : 1 }]);
    const rows = select(database, figures[rollup].rollup);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows).toEqual(nearly(select(database, figures[rollup].plain)));
  });

  test('an average over several inserts is weighted, not added up', () => {
    const [flow] = select(
      database,
      figures.trade_flow_1m.rollup.replace('GROUP BY', "WHERE side = 'buy' AND toDate(minute) = '2090-03-01' GROUP BY"),
    );
    // 2 at 3000, 1 at 3300, 0.5 at 2900; 2 bps on 6000, 8 bps on 3300, unknown on 1450.
    expect(flow).toMatchObject(
      nearly({ fills: 3 * inserts, vwap: 10750 / 3.5, slippage: (2 * 6000 + 8 * 3300) / 9300 }),
    );
  });

  test('the win rate counts only wins and losses', () => {
    const [rate] = select(
      database,
      `SELECT sum(win_count) / (sum(win_count) + sum(loss_count)) AS rate, sum(push_count) AS pushes FROM agent_pnl_hourly WHERE market = 'crypto' AND agent_id = 'a1'`,
    );
    expect(rate).toEqual(nearly({ rate: 2 / 3, pushes: inserts }));
  });
});

describe('redelivery, in a database of another name', () => {
  const other = 'pf `other` \\db';
  const count = 'SELECT count() AS n, uniqExact(trade_id) AS ids FROM agent_trades';
  const fills = 'SELECT sum(fill_count) AS n FROM trade_flow_1m';

  beforeAll(() => {
    session.query(clickhouseSchema({ database: other }));
    session.query(clickhouseSchema({ database: other }));
    session.query(`SYSTEM STOP MERGES ${quoted(other)}.agent_trades`);
    insert(other, trades('a1', 0));
  });

  test('a repeated insert is stored and counted once', () => {
    insert(other, trades('a1', 0));
    expect(select(other, count)).toEqual([{ n: events.length, ids: events.length }]);
    for (const rollup of rollupNames)
      expect(select(other, figures[rollup].rollup)).toEqual(nearly(select(other, figures[rollup].plain)));
  });

  test('FINAL counts a redelivered trade with a newer version once', () => {
    insert(other, trades('a1', 0, { ver: 2 }));
    expect(select(other, count)).toEqual([{ n: 2 * events.length, ids: events.length }]);
    expect(select(other, `${count} FINAL`)).toEqual([{ n: events.length, ids: events.length }]);
    expect(select(other, 'SELECT DISTINCT ver FROM agent_trades FINAL')).toEqual([{ ver: 2 }]);
    // The views have counted it twice, so a consumer has to skip it before the insert, and money totals are read with
    // FINAL.
    expect(select(other, fills)).toEqual([{ n: 8 }]);
  });

  test('the backfill in the comments rebuilds each rollup from the merged events', () => {
    for (const rollup of rollupNames) session.query(`TRUNCATE TABLE ${quoted(other)}.${rollup}`);
    const comments = clickhouseSchema({ database: other }).split('-- Backfill.')[1] ?? '';
    for (const statement of comments.split(/^--$/m).slice(1)) session.query(statement.replaceAll(/^-- {3}/gm, ''));
    for (const rollup of rollupNames)
      expect(select(other, figures[rollup].rollup)).toEqual(nearly(select(other, figures[rollup].plain)));
    expect(select(other, fills)).toEqual([{ n: 4 }]);
  });

  test('a name with a line break, which would end a comment, is refused', () => {
    expect(() => clickhouseSchema({ database: 'x\nDROP DATABASE default' })).toThrow('control character');
  });
});

/**
 * All events of one insert. Their default time is far in the future, so that no merge drops them because of a TTL.
 */
function trades(agent: string, batch: number, { minute = '2090-03-01 10:00', ver = 1 } = {}): Row[] {
  const time = `${minute}:0${batch}.500`;
  // Every column has a value, because ClickHouse 26.7 does not recognise a repeated insert with an empty String column.
  const same = {
    agent_id: agent,
    strategy_name: 'momentum',
    session_id: 's',
    timestamp: time,
    created_at: time,
    order_type: 'market',
    pf_order_id: 'ord_1',
    ver,
  };
  return events.map((event, index) =>
    row(event, {
      ...same,
      trade_id: `00000000-0000-4000-8000-${agent}${String(100 * batch + index).padStart(10, '0')}`,
    }),
  );
}

function row(event: Event, rest: Row): Row {
  return { ...event, ...rest };
}

function insert(into: string, rows: Row[]): void {
  session.query(
    `INSERT INTO ${quoted(into)}.agent_trades FORMAT JSONEachRow ${rows.map((values) => JSON.stringify(values)).join('\n')}`,
  );
}

function select(from: string, sql: string): Row[] {
  session.query(`USE ${quoted(from)}`);
  const lines = session.query(`${sql} SETTINGS output_format_json_quote_64bit_integers = 0`, 'JSONEachRow').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

function quoted(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** Matches numbers approximately, because sums of floats depend on their order. */
function nearly(value: Row | Row[]): object {
  if (Array.isArray(value)) return value.map((each) => nearly(each));
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, typeof field === 'number' ? expect.closeTo(field, 6) : field]),
  );
}
