import type { PostgresTable } from '../../../catalog/postgres-table.ts';

/** Trades, the ledger, and the daily result per agent. */
export const tradingTables = {
  trades: {
    help: 'One row per trade or bet. P&L is NULL until it settles, then net of fees and funding.',
    columns: {
      trade_id: { type: 'uuid', default: 'gen_random_uuid()', help: 'Id of the trade.' },
      agent_id: { type: 'text', references: 'agents', help: 'The agent.' },
      strategy: { type: 'text', help: 'Strategy at the time of the trade.' },
      market: {
        type: 'text',
        oneOf: ['casino', 'perpetuals', 'crypto', 'escrow'],
        help: 'Market of the trade.',
      },
      ticker: { type: 'text', help: 'Instrument, or the game of a casino bet.' },
      side: { type: 'text', null: true, oneOf: ['buy', 'sell'], help: 'Side of the order; NULL for a casino bet.' },
      opened_at: { type: 'timestamptz', help: 'Time the order was sent.' },
      settled_at: { type: 'timestamptz', null: true, help: 'Time the P&L became final; NULL until then.' },
      notional_usdc: { type: 'numeric(20,6)', help: 'Size in USDC.' },
      fee_usdc: { type: 'numeric(20,6)', default: '0', help: 'Fee in USDC, already deducted from the P&L.' },
      pnl_usdc: {
        type: 'numeric(20,6)',
        null: true,
        help: 'P&L in USDC, net of fees; NULL until settled, 0 is a push.',
      },
      outcome: {
        type: 'text',
        null: true,
        help: 'win, loss or push by the sign of the P&L; NULL until settled.',
        generated:
          "CASE WHEN pnl_usdc IS NULL THEN NULL WHEN pnl_usdc > 0 THEN 'win' WHEN pnl_usdc < 0 THEN 'loss' ELSE 'push' END",
      },
      status: {
        type: 'text',
        oneOf: ['pending', 'filled', 'partial', 'cancelled', 'rejected'],
        help: 'State of the order.',
      },
      error_code: { type: 'text', null: true, help: 'Why the order was rejected.' },
    },
    primaryKey: ['trade_id'],
    checks: { trades_pnl_when_settled: '(settled_at IS NULL) = (pnl_usdc IS NULL)' },
    indexes: {
      trades_agent_settled: { columns: ['agent_id', 'settled_at'], include: ['pnl_usdc', 'fee_usdc', 'strategy'] },
      trades_settled_brin: { columns: ['settled_at'], using: 'brin' },
    },
  },
  pnl_ledger: {
    help: 'Every change of equity as a signed entry; the sum without kind flow is the realized P&L.',
    columns: {
      entry_id: { type: 'bigint', identity: true, help: 'Running number.' },
      ts: { type: 'timestamptz', help: 'Time of the entry.' },
      agent_id: { type: 'text', references: 'agents', help: 'The agent.' },
      strategy: { type: 'text', help: 'Strategy at the time of the entry.' },
      kind: {
        type: 'text',
        oneOf: ['trade', 'fee', 'funding', 'casino', 'escrow_fee', 'referral', 'flow'],
        help: 'Kind of entry; flow is a deposit or withdrawal and not P&L.',
      },
      amount_usdc: { type: 'numeric(20,6)', help: 'Signed amount in USDC: positive raises equity.' },
      ref_id: {
        type: 'text',
        help: 'Id of the trade, bet, contract or transfer, so that a redelivered entry is written once.',
      },
    },
    primaryKey: ['entry_id'],
    indexes: {
      // A position can have several funding payments; every other kind of entry is booked once per reference.
      pnl_ledger_once: { columns: ['kind', 'ref_id', 'agent_id'], unique: true, where: "kind <> 'funding'" },
      pnl_ledger_funding_once: { columns: ['ref_id', 'agent_id', 'ts'], unique: true, where: "kind = 'funding'" },
      pnl_ledger_agent_ts: { columns: ['agent_id', 'ts'], include: ['amount_usdc', 'kind', 'strategy'] },
      pnl_ledger_ts_brin: { columns: ['ts'], using: 'brin' },
    },
  },
  agent_performance_daily: {
    help: 'One row per agent and UTC day, updated during the day; an idle day of an agent is a row with P&L 0.',
    columns: {
      day: { type: 'date', help: 'UTC day.' },
      agent_id: { type: 'text', references: 'agents', help: 'The agent.' },
      agent_name: { type: 'text', help: 'Name for people, as of that day.' },
      strategy: { type: 'text', help: 'Strategy as of that day.' },
      snapshot_ts: { type: 'timestamptz', help: 'Time the row was last written.' },
      equity_open_usdc: { type: 'numeric(20,6)', help: 'Equity at the start of the day, USDC.' },
      net_flow_usdc: {
        type: 'numeric(20,6)',
        default: '0',
        help: 'Deposits minus withdrawals of the day, USDC; not P&L.',
      },
      pnl_24h_usdc: {
        type: 'numeric(20,6)',
        help: 'Change of equity on the UTC day without flows, USDC: realized and unrealized, net of fees.',
      },
      realized_pnl_usdc: {
        type: 'numeric(20,6)',
        help: 'Realized P&L since registration, USDC, net of fees: a level, the sum of the ledger without flows.',
      },
      unrealized_pnl_usdc: {
        type: 'numeric(20,6)',
        default: '0',
        help: 'Unrealized P&L of open positions at their marks, USDC: a level, never summed over days.',
      },
      equity_close_usdc: {
        type: 'numeric(20,6)',
        help: 'Equity at the end of the day, USDC: open plus flows plus P&L.',
      },
      wins: { type: 'integer', help: 'Trades settled with a profit.' },
      losses: { type: 'integer', help: 'Trades settled with a loss.' },
      pushes: { type: 'integer', help: 'Trades settled at 0.' },
      total_trades: { type: 'integer', help: 'Settled trades of the day: wins, losses and pushes.' },
      win_rate: {
        type: 'numeric(8,6)',
        null: true,
        help: 'Wins divided by wins and losses; NULL without wins and losses.',
      },
      drawdown_pct: {
        type: 'numeric(8,6)',
        help: 'Fall from the peak of flow-adjusted equity as a fraction, 0 or more.',
      },
      fees_usdc: { type: 'numeric(20,6)', default: '0', help: 'Fees of the day, USDC.' },
      volume_usdc: { type: 'numeric(20,6)', default: '0', help: 'Notional of the day, USDC.' },
      realized_24h_usdc: {
        type: 'numeric(20,6)',
        default: '0',
        help: 'Realized P&L of the UTC day, USDC: the ledger entries of the day without flows. Returns are computed from it.',
      },
    },
    primaryKey: ['agent_id', 'day'],
    checks: { agent_performance_daily_equity: 'equity_close_usdc = equity_open_usdc + net_flow_usdc + pnl_24h_usdc' },
    indexes: { apd_day: { columns: ['day', 'agent_id'] } },
  },
} as const satisfies Readonly<Record<string, PostgresTable>>;
