import type { ClickhouseTable } from '../../../catalog/clickhouse-table.ts';

const instrument = {
  market: { type: 'LowCardinality(String)', help: 'crypto or perpetuals.' },
  ticker: { type: 'LowCardinality(String)', help: 'Instrument.' },
} as const;
const moment = { type: "DateTime64(3, 'UTC')", codec: 'Delta, ZSTD(1)', help: 'Time of the prices, UTC.' } as const;
const ver = {
  type: 'UInt64',
  default: 'toUnixTimestamp64Milli(now64(3))',
  help: 'Version of the row: of two rows with the same key, the higher version is kept.',
} as const;
// A redelivered row replaces the first one, and no rollup reads these tables.
const engine = 'ReplacingMergeTree(ver)';
const settings = { non_replicated_deduplication_window: 10_000 } as const;

/** Market data, independent of the agents. It is kept only for a short time, because its value declines quickly. */
export const marketTables = {
  market_ticks: {
    help: 'Best bid and ask of each instrument over time, to value a fill some minutes later. Kept 90 days.',
    columns: {
      ...instrument,
      timestamp: moment,
      bid: { type: 'Float64', codec: 'ZSTD(1)', help: 'Best bid, USD.' },
      ask: { type: 'Float64', codec: 'ZSTD(1)', help: 'Best ask, USD.' },
      ver,
    },
    engine,
    partitionBy: 'toYYYYMM(timestamp)',
    orderBy: ['market', 'ticker', 'timestamp'],
    ttl: 'toDateTime(timestamp) + INTERVAL 90 DAY',
    settings,
  },
  order_books: {
    help: 'Snapshots of order books, best level first. Kept 30 days.',
    columns: {
      ...instrument,
      timestamp: moment,
      bid_prices: { type: 'Array(Float64)', codec: 'ZSTD(1)', help: 'Bid prices, USD, best first.' },
      bid_quantities: { type: 'Array(Float64)', codec: 'ZSTD(1)', help: 'Quantity at each bid price, units.' },
      ask_prices: {
        type: 'Array(Float64)',
        codec: 'ZSTD(1)',
        help: 'Ask prices, USD, best first.',
      },
      ask_quantities: { type: 'Array(Float64)', codec: 'ZSTD(1)', help: 'Quantity at each ask price, units.' },
      ver,
    },
    engine,
    partitionBy: 'toYYYYMM(timestamp)',
    orderBy: ['market', 'ticker', 'timestamp'],
    ttl: 'toDateTime(timestamp) + INTERVAL 30 DAY',
    settings,
  },
} as const satisfies Readonly<Record<string, ClickhouseTable>>;
