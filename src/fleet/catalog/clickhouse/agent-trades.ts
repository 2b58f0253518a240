import type { ClickhouseTable } from '../../../catalog/clickhouse-table.ts';

/** The table of all trade events, and the tables of their ingest. */
export const eventTables = {
  agent_trades: {
    help:
      'Every fill, settlement, cancel and reject, one row each. A later settlement is a new row with notional and fee 0, ' +
      'never an update, because every rollup would count its volume twice. Duplicates disappear only in merges: money totals need FINAL.',
    columns: {
      trade_id: {
        type: 'UUID',
        default: 'generateUUIDv4()',
        help: 'Id of the event, derived from the fill, because a redelivered event with a random id could not be recognised.',
      },
      agent_id: { type: 'LowCardinality(String)', help: 'The agent.' },
      strategy_name: { type: 'LowCardinality(String)', help: 'Strategy at the time of the event.' },
      session_id: { type: 'String', codec: 'ZSTD(1)', help: "The agent's session." },
      event: {
        type: "Enum8('fill' = 1, 'settle' = 2, 'cancel' = 3, 'reject' = 4)",
        help: 'Kind of event; a casino bet is one settle.',
      },
      timestamp: {
        type: "DateTime64(3, 'UTC')",
        codec: 'Delta, ZSTD(1)',
        help: 'Time of the event, UTC, to the millisecond.',
      },
      created_at: {
        type: "DateTime64(3, 'UTC')",
        codec: 'Delta, ZSTD(1)',
        default: 'now64(3)',
        help: 'Time the row was created, UTC.',
      },
      market: { type: 'LowCardinality(String)', help: 'crypto, perpetuals, casino or escrow.' },
      ticker: { type: 'LowCardinality(String)', help: 'Instrument, or the game of a casino bet.' },
      side: { type: "Enum8('none' = 0, 'buy' = 1, 'sell' = 2)", help: 'Side of the order; none for a casino bet.' },
      order_type: { type: 'LowCardinality(String)', help: 'Type of the order, such as market or limit.' },
      // Plain ZSTD compresses prices, which are a random walk, twice as well as Gorilla.
      quantity: { type: 'Float64', codec: 'ZSTD(1)', help: 'Quantity of this event, in units of the instrument.' },
      price: { type: 'Float64', codec: 'ZSTD(1)', help: 'Price per unit, USD.' },
      notional_usd: { type: 'Float64', codec: 'ZSTD(1)', help: 'Quantity times price, USD.' },
      fee_usd: { type: 'Float64', codec: 'ZSTD(1)', help: 'Fee in USD, already deducted from the P&L.' },
      slippage_bps: {
        type: 'Nullable(Float32)',
        codec: 'ZSTD(1)',
        help: 'Slippage against the arrival mid price in basis points, positive is a cost; NULL without a mid price.',
      },
      fill_latency_ms: {
        type: 'Nullable(UInt32)',
        codec: 'ZSTD(1)',
        help: 'Milliseconds from order to fill; NULL when unknown.',
      },
      pnl_usd: {
        type: 'Nullable(Float64)',
        codec: 'ZSTD(1)',
        help: 'P&L of the event in USD, net of fees; NULL until settled, 0 is a push.',
      },
      cumulative_pnl: {
        type: 'Nullable(Float64)',
        codec: 'ZSTD(1)',
        help: "The agent's own running P&L in USD, if it sends one; no panel reads it.",
      },
      status: {
        type: "Enum8('pending' = 0, 'filled' = 1, 'partial' = 2, 'cancelled' = 3, 'rejected' = 4)",
        help: 'State of the order after the event; filter on event instead, or partial fills are lost.',
      },
      fill_ratio: { type: 'Float32', default: '0', help: 'Filled quantity divided by ordered quantity.' },
      error_code: {
        type: 'LowCardinality(String)',
        default: "''",
        help: 'Why the order was rejected; empty otherwise.',
      },
      pf_order_id: { type: 'String', codec: 'ZSTD(1)', help: 'Id of the order; its partial fills share it.' },
      pf_api_version: {
        type: 'LowCardinality(String)',
        default: "'v1'",
        help: 'Version of the API that sent the event.',
      },
      referral_code: { type: 'Nullable(String)', help: 'Referral code of the order.' },
      extra: { type: 'Map(LowCardinality(String), String)', help: 'Other fields of the event.' },
      ver: {
        type: 'UInt64',
        default: 'toUnixTimestamp64Milli(now64(3))',
        help: 'Version of the row: of two rows with the same key, the higher version is kept.',
      },
      liquidity: {
        type: "Enum8('unknown' = 0, 'maker' = 1, 'taker' = 2)",
        default: "'unknown'",
        help: 'Whether the order rested in the book (maker) or took from it (taker); unknown if the platform does not report it.',
      },
    },
    engine: 'ReplacingMergeTree(ver)',
    partitionBy: 'toYYYYMM(timestamp)',
    // trade_id distinguishes events of the same millisecond.
    orderBy: ['agent_id', 'timestamp', 'trade_id'],
    ttl: 'toDateTime(timestamp) + INTERVAL 2 YEAR',
    // Without it a single server does not recognise a repeated insert, which clients send after a lost response.
    settings: { non_replicated_deduplication_window: 10_000 },
    indexes: { idx_ticker: { expression: 'ticker', type: 'set(256)', granularity: 4 } },
  },
  ingest_errors: {
    help: 'Messages that could not be stored as trade events, kept 30 days for inspection.',
    columns: {
      at: {
        type: "DateTime64(3, 'UTC')",
        codec: 'Delta, ZSTD(1)',
        default: 'now64(3)',
        help: 'Time the message was refused, UTC.',
      },
      topic: { type: 'LowCardinality(String)', help: 'Kafka topic.' },
      partition: { type: 'UInt64', help: 'Partition of the topic.' },
      offset: { type: 'UInt64', help: 'Offset in the partition.' },
      error: { type: 'String', codec: 'ZSTD(1)', help: 'Why it was refused.' },
      raw: { type: 'String', codec: 'ZSTD(1)', help: 'The unchanged message.' },
    },
    engine: 'MergeTree',
    partitionBy: 'toYYYYMM(at)',
    orderBy: ['at'],
    ttl: 'toDateTime(at) + INTERVAL 30 DAY',
    settings: { non_replicated_deduplication_window: 10_000 },
  },
  ingest_batches: {
    help:
      'Content of each batch of the sink, written before the batch, so that a repeated batch is identical and its token is recognised. ' +
      'The first plan of an offset is the valid one.',
    columns: {
      topic: { type: 'LowCardinality(String)', help: 'Kafka topic.' },
      partition: { type: 'UInt32', help: 'Partition of the topic.' },
      first_offset: { type: 'UInt64', help: 'First offset of the batch.' },
      last_offset: { type: 'UInt64', help: 'Last offset of the batch.' },
      repeated: {
        type: 'Array(UInt64)',
        help: 'Offsets in the batch that are skipped because their events are already stored.',
      },
      planned_at: { type: "DateTime64(3, 'UTC')", default: 'now64(3)', help: 'Time of the plan, UTC.' },
    },
    engine: 'MergeTree',
    partitionBy: 'toYYYYMM(planned_at)',
    orderBy: ['topic', 'partition', 'first_offset'],
    ttl: 'toDateTime(planned_at) + INTERVAL 90 DAY',
    settings: { non_replicated_deduplication_window: 10_000 },
  },
} as const satisfies Readonly<Record<string, ClickhouseTable>>;
