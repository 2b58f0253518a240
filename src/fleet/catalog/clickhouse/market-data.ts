import type { ClickhouseTable } from '../../../catalog/clickhouse-table.ts';

const instrument = {
  market: { type: 'LowCardinality(String)', help: 'crypto or perpetuals.' },
  ticker: { type: 'LowCardinality(String)', help: 'Instrument.' },
} as const;
const moment = { type: "DateTime64(3, 'UTC')", codec: 'Delta, ZSTD(1)', help: 'Time of the prices, UTC.' } as const;
const ver = {
  type: 'UInt64',
  default: 'toUnixTimestamp64Milli(now64(3))',
  help: 'Version of the row: of two with the same key the higher one stays.',
} as const;
// A redelivered row replaces the first one, and no rollup reads these tables.
const engine = 'ReplacingMergeTree(ver)';
const settings = { non_replicated_deduplication_window: 10_000 } as const;

/** What the markets did, whoever traded: short-lived, because a day of it is worth little a season later. */
export const marketTables = {
  market_ticks: {
    help: 'Best bid and ask of each instrument over time: what a fill was worth some minutes later. Kept 90 days.',
    columns: {
      ...instrument,
      timestamp: moment,
      bid: { type: 'Float64', codec: 'ZSTD(1)', help: 'Best price that somebody buys for, USD.' },
      ask: { type: 'Float64', codec: 'ZSTD(1)', help: 'Best price that somebody sells for, USD.' },
      ver,
    },
    engine,
    partitionBy: 'toYYYYMM(timestamp)',
    orderBy: ['market', 'ticker', 'timestamp'],
    ttl: 'toDateTime(timestamp) + INTERVAL 90 DAY',
    settings,
  },
  order_books: {
    help: 'Snapshots of order books, best level first: how much could be traded, and at what price. Kept 30 days.',
    columns: {
      ...instrument,
      timestamp: moment,
      bid_prices: { type: 'Array(Float64)', codec: 'ZSTD(1)', help: 'Prices that somebody buys for, USD, best first.' },
      bid_quantities: { type: 'Array(Float64)', codec: 'ZSTD(1)', help: 'Quantity at each of them, units.' },
      ask_prices: {
        type: 'Array(Float64)',
        codec: 'ZSTD(1)',
        help: 'Prices that somebody sells for, USD, best first.',
      },
      ask_quantities: { type: 'Array(Float64)', codec: 'ZSTD(1)', help: 'Quantity at each of them, units.' },
      ver,
    },
    engine,
    partitionBy: 'toYYYYMM(timestamp)',
    orderBy: ['market', 'ticker', 'timestamp'],
    ttl: 'toDateTime(timestamp) + INTERVAL 30 DAY',
    settings,
  },
} as const satisfies Readonly<Record<string, ClickhouseTable>>;
