/** One series of a recording rule; its expression is in `stack/recording-rules.ts`. */
export interface RecordedSeries {
  readonly labels: readonly string[];
  /** `buckets` for rates of cumulative histogram buckets, from which a quantile can be computed. */
  readonly type: 'gauge' | 'buckets';
  readonly help: string;
}

/**
 * Series that Prometheus computes once and many panels read. Names follow Prometheus' convention
 * `level:metric:operations`.
 */
export const recordedSeries = {
  'agent:pf_wallet_value_usdc:sum': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Value of all wallets of an agent in USDC: native balances times pf_fx_rate_usdc.',
  },
  'fleet:pf_wallet_value_usdc:sum': { type: 'gauge', labels: [], help: 'Value of all wallets of the fleet in USDC.' },
  'currency:pf_wallet_value_usdc:sum': {
    type: 'gauge',
    labels: ['currency'],
    help: "Value of the fleet's wallets in USDC per currency.",
  },
  'currency:pf_fx_rate_usdc:timestamp': {
    type: 'gauge',
    labels: ['currency'],
    help: 'Unix time of the newest rate per currency.',
  },
  'agent_currency:pf_wallet_balance:max': {
    type: 'gauge',
    labels: ['agent_id', 'currency'],
    help: 'Native balance per agent and currency; max removes the duplicate of a series that is both scraped and pushed.',
  },
  'agent_direction:pf_wallet_flows_usdc:delta2m': {
    type: 'gauge',
    labels: ['agent_id', 'direction'],
    help: 'Deposits or withdrawals of the last 2 minutes in USDC at the rate at that time; absent without a movement.',
  },
  'agent:pf_faucet_claims:delta2m': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Faucet claims of the last 2 minutes; absent without a claim.',
  },
  'agent_strategy:pf_trade_pnl_usdc:max': {
    type: 'gauge',
    labels: ['agent_id', 'strategy'],
    help: 'Cumulative P&L per agent and strategy, with the last known value of silent and retired agents; max removes the duplicate of a series that is both scraped and pushed.',
  },
  'agent:pf_trade_pnl_usdc:sum': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Cumulative P&L per agent, including silent and retired agents.',
  },
  'fleet:pf_trade_pnl_usdc:sum': {
    type: 'gauge',
    labels: [],
    help: 'Cumulative P&L of the fleet, including silent and retired agents.',
  },
  'agent:pf_drawdown:max': { type: 'gauge', labels: ['agent_id'], help: 'Drawdown per agent as a fraction.' },
  'agent:pf_drawdown:timestamp': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Unix time of the newest drawdown sample per agent, its last report.',
  },
  'agent:pf_drawdown:timestamp_max1h': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'The same, kept for an hour after the last report: the known agents.',
  },
  'agent_outcome:pf_trades:increase24h': {
    type: 'gauge',
    labels: ['agent_id', 'outcome'],
    help: 'Settled trades of the last 24 hours per agent and outcome.',
  },
  'agent_le:pf_order_latency_ms_bucket:rate5m': {
    type: 'buckets',
    labels: ['agent_id', 'le'],
    help: 'Order latency bucket rates per agent, over 5 minutes.',
  },
  'endpoint_le:pf_order_latency_ms_bucket:rate5m': {
    type: 'buckets',
    labels: ['endpoint', 'le'],
    help: 'Order latency bucket rates per endpoint, over 5 minutes.',
  },
  'agent:pf_order_latency_ms:p99_5m': {
    type: 'gauge',
    labels: ['agent_id'],
    help: '99th percentile of order latency per agent, ms, over 5 minutes.',
  },
  'fleet:pf_order_latency_ms:p99_5m': {
    type: 'gauge',
    labels: [],
    help: '99th percentile of order latency of the fleet, ms, over 5 minutes.',
  },
  'fleet:pf_orders:rate5m': {
    type: 'gauge',
    labels: [],
    help: 'Acknowledged orders per second of the fleet, over 5 minutes.',
  },
  'fleet:pf_slow_orders:rate5m': {
    type: 'gauge',
    labels: [],
    help: 'Acknowledged orders per second of the fleet that took longer than 500 ms, over 5 minutes.',
  },
  'endpoint_status:pf_api_requests:rate5m': {
    type: 'gauge',
    labels: ['endpoint', 'status'],
    help: 'API calls per second by endpoint and status, over 5 minutes.',
  },
  'agent:pf_referral_fees_usdc:increase1h': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Referral fees of the last hour per agent.',
  },
  'agent:pf_referral_fees_usdc:increase24h': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Referral fees of the last 24 hours per agent.',
  },
  'agent:pf_trade_pnl_usdc:delta1h': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Change of cumulative P&L in the last hour.',
  },
  'agent:pf_trade_pnl_usdc:delta24h': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Change of cumulative P&L in the last 24 hours.',
  },
  'fleet:pf_agents:count': { type: 'gauge', labels: [], help: 'Agents that report a drawdown.' },
  'fleet:pf_exporter_last_success_timestamp_seconds:max': {
    type: 'gauge',
    labels: [],
    help: 'Unix time of the newest complete poll of any agent.',
  },
  'agent:pf_trade_pnl_usdc:delta1h_mean7d': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Mean of the hourly change over 7 days, if at least half of the data exists.',
  },
  'agent:pf_trade_pnl_usdc:delta1h_sd7d': {
    type: 'gauge',
    labels: ['agent_id'],
    help: 'Standard deviation of the hourly change over 7 days.',
  },
} as const satisfies Readonly<Record<string, RecordedSeries>>;

export type RecordedSeriesFacts = typeof recordedSeries;
export type RecordedName = keyof RecordedSeriesFacts;
