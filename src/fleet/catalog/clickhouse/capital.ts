import type { ClickhouseTable } from '../../../catalog/clickhouse-table.ts';

const version = {
  type: 'UInt64',
  default: 'toUnixTimestamp64Milli(now64(3))',
  help: 'Version of the row: the higher version is kept.',
} as const;

/**
 * Tables to compute returns on capital from the P&L of trades: the initial equity of an agent, its flows, income and
 * costs other than from trades, and its retirement.
 */
export const capitalTables = {
  agent_capital: {
    help: 'Equity at registration per agent: the start of its equity curve and drawdown.',
    columns: {
      agent_id: { type: 'LowCardinality(String)', help: 'The agent.' },
      initial_equity_usd: { type: 'Float64', help: 'Equity at registration, USD.' },
      registered_at: { type: "DateTime64(3, 'UTC')", help: 'Time of registration, UTC.' },
      ver: version,
    },
    engine: 'ReplacingMergeTree(ver)',
    orderBy: ['agent_id'],
  },
  agent_ledger: {
    help:
      'Changes of equity other than trades and bets, one row per entry: flows, escrow fees and referral income. ' +
      'Together with the P&L in agent_trades it equals the ledger of the book of record. Duplicates disappear only in merges: read it with FINAL.',
    columns: {
      agent_id: { type: 'LowCardinality(String)', help: 'The agent.' },
      timestamp: {
        type: "DateTime64(3, 'UTC')",
        codec: 'Delta, ZSTD(1)',
        help: 'Time of the entry, UTC, to the millisecond.',
      },
      kind: {
        type: "Enum8('flow' = 1, 'escrow_fee' = 2, 'referral' = 3, 'funding' = 4)",
        help: 'Kind of entry; flow is a deposit or withdrawal and not P&L, funding is paid while a position is open.',
      },
      ref_id: { type: 'String', codec: 'ZSTD(1)', help: 'Id of the contract, transfer or trade.' },
      strategy_name: { type: 'LowCardinality(String)', help: 'Strategy at the time of the entry; empty when unknown.' },
      amount_usd: {
        type: 'Float64',
        codec: 'ZSTD(1)',
        help: 'Signed amount in USD: positive raises equity.',
      },
      ver: version,
    },
    engine: 'ReplacingMergeTree(ver)',
    partitionBy: 'toYear(timestamp)',
    orderBy: ['agent_id', 'timestamp', 'kind', 'ref_id'],
    settings: { non_replicated_deduplication_window: 10_000 },
  },
  agent_status: {
    help: 'The newest status of each agent and the time of its change; days after a retirement are excluded from every ratio.',
    columns: {
      agent_id: { type: 'LowCardinality(String)', help: 'The agent.' },
      status: {
        type: "Enum8('active' = 1, 'paused' = 2, 'halted' = 3, 'retired' = 4)",
        help: 'Whether the agent trades.',
      },
      changed_at: { type: "DateTime64(3, 'UTC')", help: 'Time of the change, UTC.' },
      ver: version,
    },
    engine: 'ReplacingMergeTree(ver)',
    orderBy: ['agent_id'],
  },
} as const satisfies Readonly<Record<string, ClickhouseTable>>;
