import type { ClickhouseTable } from '../../../catalog/clickhouse-table.ts';

// A repeated insert still reaches the views although the source table drops it, so each rollup needs its own window.
const settings = { non_replicated_deduplication_window: 10_000 } as const;
const count = 'SimpleAggregateFunction(sum, UInt64)';
const total = 'SimpleAggregateFunction(sum, Float64)';
const latency = {
  type: 'AggregateFunction(quantilesTDigest(0.5, 0.95, 0.99), UInt32)',
  help: 'Fill latency in ms; read it with quantilesTDigestMerge(0.5, 0.95, 0.99).',
} as const;
const slippageCost = {
  type: total,
  help: 'Cost of slippage, USD; divided by slip_notional_sum it is the mean slippage.',
} as const;
const slippageNotional = { type: total, help: 'Notional of events with known slippage, USD.' } as const;

/**
 * Tables that the materialized views fill. They have only sums and states, because averages cannot be merged. Read them
 * with `sum()` or `-Merge` and GROUP BY.
 */
export const rollupTables = {
  agent_pnl_hourly: {
    help: 'Fills and settlements per hour, agent, strategy and market.',
    columns: {
      hour: { type: "DateTime('UTC')", help: 'Start of the hour, UTC.' },
      agent_id: { type: 'LowCardinality(String)', help: 'The agent.' },
      strategy_name: { type: 'LowCardinality(String)', help: 'The strategy.' },
      market: { type: 'LowCardinality(String)', help: 'The market.' },
      fill_count: { type: count, help: 'Fills, partial ones too.' },
      settled_count: { type: count, help: 'Events with a P&L.' },
      win_count: { type: count, help: 'Events with a profit.' },
      loss_count: { type: count, help: 'Events with a loss.' },
      push_count: { type: count, help: 'Events with a P&L of 0; not part of the win rate.' },
      pnl_sum: { type: total, help: 'P&L, USD.' },
      gross_profit: { type: total, help: 'Sum of profits, USD.' },
      gross_loss: { type: total, help: 'Sum of losses, USD, 0 or less.' },
      volume_sum: { type: total, help: 'Notional, USD.' },
      fee_sum: { type: total, help: 'Fees, USD; divided by volume_sum it is the fee rate.' },
      slip_cost_sum: slippageCost,
      slip_notional_sum: slippageNotional,
      latency_q: latency,
    },
    engine: 'AggregatingMergeTree',
    partitionBy: 'toYYYYMM(hour)',
    orderBy: ['agent_id', 'hour', 'strategy_name', 'market'],
    ttl: 'hour + INTERVAL 3 YEAR',
    settings,
  },
  trade_flow_1m: {
    help: 'Fills per minute, market, instrument and side.',
    columns: {
      minute: { type: "DateTime('UTC')", help: 'Start of the minute, UTC.' },
      market: { type: 'LowCardinality(String)', help: 'The market.' },
      ticker: { type: 'LowCardinality(String)', help: 'The instrument.' },
      side: { type: "Enum8('none' = 0, 'buy' = 1, 'sell' = 2)", help: 'Side of the order.' },
      fill_count: { type: count, help: 'Fills, partial ones too.' },
      volume_sum: { type: total, help: 'Notional, USD.' },
      px_qty_sum: {
        type: total,
        help: 'Price times quantity, USD; divided by qty_sum it is the volume-weighted price.',
      },
      qty_sum: { type: total, help: 'Quantity, in units of the instrument.' },
      slip_cost_sum: slippageCost,
      slip_notional_sum: slippageNotional,
      latency_q: latency,
    },
    engine: 'AggregatingMergeTree',
    partitionBy: 'toYYYYMM(minute)',
    orderBy: ['minute', 'market', 'ticker', 'side'],
    ttl: 'minute + INTERVAL 90 DAY',
    settings,
  },
  agent_pnl_daily: {
    help: 'P&L of trades and bets per UTC day, agent and strategy; compute a Sharpe ratio from these daily sums, never from single trades.',
    columns: {
      day: { type: 'Date', help: 'UTC day.' },
      agent_id: { type: 'LowCardinality(String)', help: 'The agent.' },
      strategy_name: {
        type: 'LowCardinality(String)',
        help: 'The strategy at the time of the event; empty for days that were added up before the column existed.',
      },
      pnl_sum: { type: total, help: 'P&L of the day, USD.' },
      settled_count: { type: count, help: 'Events with a P&L.' },
      trade_pnl_avg: {
        type: 'AggregateFunction(avg, Float64)',
        help: 'Mean P&L of one event, USD; read it with avgMerge.',
      },
      trade_pnl_std: {
        type: 'AggregateFunction(stddevSamp, Float64)',
        help: 'Standard deviation of the P&L of one event, USD; read it with stddevSampMerge.',
      },
    },
    engine: 'AggregatingMergeTree',
    partitionBy: 'toYear(day)',
    orderBy: ['agent_id', 'day', 'strategy_name'],
    settings,
  },
} as const satisfies Readonly<Record<string, ClickhouseTable>>;
