/** P&L of one period, agent and strategy; amounts in USD. */
export interface PnlRow {
  /** Start of the period, UTC. */
  readonly period: string;
  readonly agent_id: string;
  readonly strategy_name: string;
  readonly gross_profit: number;
  /** 0 or less. */
  readonly gross_loss: number;
  readonly net_pnl: number;
  /** Settled trades and bets. */
  readonly trade_count: number;
  readonly volume_usd: number;
  readonly total_fees: number;
  /** Null when no fill has a latency. */
  readonly avg_fill_ms: number | null;
  /** Wins divided by wins and losses, a fraction; null without wins and losses. */
  readonly win_rate: number | null;
}

/** One agent of the leaderboard. */
export interface LeaderboardRow {
  readonly agent_id: string;
  /** The agent's most traded strategy. */
  readonly strategy: string;
  readonly net_pnl: number;
  /** Annualised from daily P&L; null when there are too few days. */
  readonly sharpe: number | null;
  readonly sharpe_error: number | null;
  readonly days: number;
  readonly win_rate: number | null;
  readonly trades: number;
  readonly volume: number;
  /** Deepest fall from the peak of equity as a fraction, 0 or less; null for an agent whose capital is unknown. */
  readonly max_drawdown: number | null;
  readonly fill_ms: number | null;
}

/** One row of the strategy comparison. */
export interface StrategyRow {
  readonly strategy: string;
  readonly agents: number;
  readonly trades: number;
  readonly pnl: number;
  readonly trade_pnl: number | null;
  readonly volume: number;
  readonly return_bps: number | null;
  readonly slippage_bps: number | null;
  readonly fee_bps: number | null;
  readonly profit_factor: number | null;
  readonly trades_per_agent_day: number | null;
}

/** Orders of one type in one hour of the UTC day. */
export interface FillRateRow {
  readonly hour: string;
  readonly type: string;
  readonly orders: number;
  readonly fill_rate: number;
  readonly mean_fill: number;
  readonly slippage: number | null;
  readonly slippage_p95: number | null;
  readonly latency: number | null;
  readonly volume: number | null;
}

/** Drawdown of one agent. */
export interface DrawdownRow {
  readonly agent_id: string;
  readonly max_drawdown: number;
  readonly day: string;
  readonly drawdown_now: number;
  readonly cumulative_pnl: number;
  readonly running_peak: number;
  readonly equity_now: number;
}

/** Slippage of one instrument or hour, weighted by notional. */
export interface SlippageRow {
  readonly fills: number;
  readonly mean_bps: number | null;
}

/** Slippage of fills against the arrival mid price in basis points; positive is a cost. */
export interface SlippageAnalysis {
  readonly fills: number;
  readonly mean_bps: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  /** Correlation of slippage with notional, -1 to 1; null when it cannot be computed. */
  readonly size_correlation: number | null;
  /** True when larger fills clearly cost more: a correlation above 0.3. */
  readonly has_size_impact: boolean;
  readonly worst_ticker: string | null;
  /** Hour of the UTC day with the lowest mean. */
  readonly best_hour: number | null;
  readonly by_ticker: readonly (SlippageRow & { readonly ticker: string })[];
  readonly by_hour: readonly (SlippageRow & { readonly utc_hour: number })[];
}
