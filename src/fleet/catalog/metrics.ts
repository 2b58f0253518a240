/** Source of a metric: the documents' exporter, this project's addition to it, or the monitoring stack itself. */
export type MetricOrigin = 'documents' | 'pf-grafana' | 'stack';

/**
 * One metric family as Prometheus stores it. Histograms are named by their base name, without `_bucket`, `_sum`,
 * `_count`.
 */
export interface Metric {
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly labels: readonly string[];
  /** Unit of the value; `native` means units of the coin in the `currency` label. */
  readonly unit:
    | 'USDC'
    | 'native'
    | 'fraction'
    | 'milliseconds'
    | 'seconds'
    | 'unix seconds'
    | 'count'
    | 'USDC per unit'
    | 'info';
  readonly help: string;
  readonly origin: MetricOrigin;
  /** Upper bounds of a histogram's buckets, in `unit`, without +Inf. */
  readonly buckets?: readonly number[];
  /** True for a counter that the exporter reports as 0 before its first event, so that increase() sees that event. */
  readonly startsAtZero?: true;
}

/** Labels that Prometheus itself adds to every scraped series. */
export const targetLabels = ['job', 'instance'] as const;

/**
 * Every metric that a panel, rule or alert may name. Types are what the exporter reports, not what the name suggests:
 * `pf_trade_pnl_usdc_total` and `pf_escrow_open_count` are gauges, so `rate()` of them is a compile error.
 */
export const metrics = {
  pf_wallet_balance_usdc: {
    type: 'gauge',
    labels: ['agent_id', 'currency'],
    unit: 'native',
    origin: 'documents',
    help: 'Wallet balance of one agent in one currency, in native units of that currency (0.5 BTC is 0.5), despite the name.',
  },
  pf_trade_pnl_usdc_total: {
    type: 'gauge',
    labels: ['agent_id', 'strategy'],
    unit: 'USDC',
    origin: 'documents',
    help: 'Cumulative realized P&L since registration by strategy: the ledger without deposits and withdrawals, so net of trade, escrow and referral fees and funding; it falls when an agent loses.',
  },
  pf_drawdown_pct: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'fraction',
    origin: 'documents',
    help: 'Current fall from the peak of equity as a fraction of that peak, 0 or more (0.15 is 15 %).',
  },
  pf_trades_total: {
    type: 'counter',
    labels: ['agent_id', 'outcome'],
    unit: 'count',
    origin: 'documents',
    help: 'Settled trades and bets by outcome: win, loss or push.',
  },
  pf_order_latency_ms: {
    type: 'histogram',
    labels: ['agent_id', 'endpoint'],
    unit: 'milliseconds',
    origin: 'documents',
    buckets: [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000],
    help: 'Time from order submission to the acknowledgement of the exchange.',
  },
  pf_escrow_open_count: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'count',
    origin: 'documents',
    help: 'Escrow contracts of the agent that are not closed.',
  },
  pf_escrow_volume_usdc: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'USDC',
    origin: 'documents',
    help: 'USDC locked in open escrow contracts of the agent.',
  },
  pf_referral_fees_usdc_total: {
    type: 'counter',
    labels: ['agent_id'],
    unit: 'USDC',
    origin: 'documents',
    startsAtZero: true,
    help: 'Referral fees earned by the agent: 15 % of the fees of agents it referred. Exported as 0 from the start.',
  },
  pf_api_request_duration_seconds: {
    type: 'histogram',
    labels: ['endpoint', 'status'],
    unit: 'seconds',
    origin: 'documents',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    help: 'Duration of Purple Flea API calls by route template and HTTP status.',
  },
  pf_faucet_claims_total: {
    type: 'counter',
    labels: ['agent_id'],
    unit: 'count',
    origin: 'documents',
    help: 'Faucet claims of the agent.',
  },
  pf_escrow_seconds_to_expiry: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'seconds',
    origin: 'documents',
    help: 'Seconds until the next open escrow contract of the agent expires. Overdue contracts are ignored (see pf_escrow_overdue_contracts); negative only while all open contracts are overdue.',
  },
  pf_escrow_overdue_contracts: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Escrow contracts of the agent that are open past their expiry.',
  },
  pf_fx_rate_usdc: {
    type: 'gauge',
    labels: ['currency'],
    unit: 'USDC per unit',
    origin: 'pf-grafana',
    help: 'Value of one unit of the currency in USDC; 1 for USDC.',
  },
  pf_agent_info: {
    type: 'gauge',
    labels: ['agent_id', 'agent_name', 'strategy', 'status'],
    unit: 'info',
    origin: 'pf-grafana',
    help: 'Always 1; carries the name, strategy and status of the agent.',
  },
  pf_agent_max_drawdown_pct: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'fraction',
    origin: 'pf-grafana',
    help: "The agent's own drawdown limit as a fraction of its peak (0.15 is 15 %).",
  },
  pf_agent_min_balance_usdc: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'USDC',
    origin: 'pf-grafana',
    help: "The agent's own USDC minimum, below which it cannot fund trades; 0 if it needs none.",
  },
  pf_exporter_last_success_timestamp_seconds: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'unix seconds',
    origin: 'pf-grafana',
    help: 'Time of the last complete poll of the agent by the exporter.',
  },
  pf_orders_total: {
    type: 'counter',
    labels: ['agent_id', 'endpoint'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Orders sent by the agent.',
  },
  pf_order_rejects_total: {
    type: 'counter',
    labels: ['agent_id', 'error_code'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Orders rejected by the exchange, by error code.',
  },
  pf_unrealized_pnl_usdc: {
    type: 'gauge',
    labels: ['agent_id', 'strategy'],
    unit: 'USDC',
    origin: 'pf-grafana',
    help: 'Unrealized P&L of open positions at the current mark: a level, never added up over time.',
  },
  pf_open_position_notional_usdc: {
    type: 'gauge',
    labels: ['agent_id', 'market'],
    unit: 'USDC',
    origin: 'pf-grafana',
    help: 'Absolute notional of open positions at the current mark.',
  },
  pf_margin_used_usdc: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'USDC',
    origin: 'pf-grafana',
    help: 'Margin used by the open positions of the agent. An assumption about the API: no document shows this field.',
  },
  pf_leverage_ratio: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'fraction',
    origin: 'pf-grafana',
    help: 'Absolute notional of the open positions of the agent divided by its equity (2 is twice its equity). An assumption about the API: no document shows this field.',
  },
  pf_liquidation_distance_ratio: {
    type: 'gauge',
    labels: ['agent_id'],
    unit: 'fraction',
    origin: 'pf-grafana',
    help: 'Distance to the liquidation price of the position closest to it, as a fraction of the current price; absent without a position that can be liquidated. An assumption about the API: no document shows this field.',
  },
  pf_recon_diff_usdc: {
    type: 'gauge',
    labels: ['agent_id', 'currency'],
    unit: 'USDC',
    origin: 'pf-grafana',
    help: 'Wallet balance minus ledger balance at the last reconciliation, valued in USDC.',
  },
  pf_recon_last_run_timestamp_seconds: {
    type: 'gauge',
    labels: ['agent_id', 'currency'],
    unit: 'unix seconds',
    origin: 'pf-grafana',
    help: 'Time of the last reconciliation run.',
  },
  pf_ingest_lag_seconds: {
    type: 'gauge',
    labels: ['table'],
    unit: 'seconds',
    origin: 'pf-grafana',
    help: 'Age of the newest event that reached the ClickHouse table.',
  },
  pf_webhook_requests_total: {
    type: 'counter',
    labels: ['status'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Responses of the webhook receiver by HTTP status; an event without a 200 is sent again.',
  },
  pf_webhook_events_total: {
    type: 'counter',
    labels: ['event'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Webhook events that the brokers confirmed, by kind; unknown for kinds that are not in the contract.',
  },
  pf_webhook_ack_seconds: {
    type: 'histogram',
    labels: [],
    unit: 'seconds',
    origin: 'pf-grafana',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    help: 'Time from a webhook request to its response.',
  },
  pf_webhook_waiting_events: {
    type: 'gauge',
    labels: [],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Webhook events that no broker has confirmed yet.',
  },
  pf_ingest_rows_total: {
    type: 'counter',
    labels: ['table'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Rows that the sink inserted, by ClickHouse table.',
  },
  pf_ingest_duplicates_total: {
    type: 'counter',
    labels: [],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Redelivered events that the sink skipped.',
  },
  pf_ingest_insert_seconds: {
    type: 'histogram',
    labels: [],
    unit: 'seconds',
    origin: 'pf-grafana',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    help: 'Duration of one batch of the sink: plan, lookup and inserts.',
  },
  pf_ingest_backlog_messages: {
    type: 'gauge',
    labels: ['group', 'partition'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Messages of the topic that the consumer group (sink or book) has not stored yet, by partition.',
  },
  pf_clickhouse_parts: {
    type: 'gauge',
    labels: ['table'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Active parts of the ClickHouse table; the number grows while merges cannot keep up with inserts.',
  },
  pf_clickhouse_merges: {
    type: 'gauge',
    labels: [],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Running merges in ClickHouse.',
  },
  pf_book_events_total: {
    type: 'counter',
    labels: ['result'],
    unit: 'count',
    origin: 'pf-grafana',
    help: 'Events that the book read, by result: stored, repeated, or refused.',
  },
  pf_job_last_success_timestamp_seconds: {
    type: 'gauge',
    labels: ['job_name'],
    unit: 'unix seconds',
    origin: 'pf-grafana',
    help: 'Time a job of the book last succeeded: snapshot, rates or reconciliation.',
  },
  pf_slippage_cost_usdc: {
    type: 'histogram',
    labels: ['market'],
    unit: 'USDC',
    origin: 'pf-grafana',
    buckets: [-10, -5, -1, -0.1, 0, 0.1, 1, 5, 10, 50, 100],
    help: 'Cost of slippage of one fill against the arrival mid price; positive is a cost.',
  },
  pf_fill_notional_usdc_total: {
    type: 'counter',
    labels: ['market'],
    unit: 'USDC',
    origin: 'pf-grafana',
    help: 'Notional of fills.',
  },
  pf_wallet_flows_total: {
    type: 'counter',
    labels: ['agent_id', 'currency', 'direction'],
    unit: 'native',
    origin: 'pf-grafana',
    help: 'Deposits and withdrawals in native units, by direction: in or out.',
  },
  up: {
    type: 'gauge',
    labels: [],
    unit: 'count',
    origin: 'stack',
    help: '1 if the last scrape of the target succeeded, otherwise 0.',
  },
  push_time_seconds: {
    type: 'gauge',
    labels: [],
    unit: 'unix seconds',
    origin: 'stack',
    help: 'Time of the last successful push of a group to the Pushgateway.',
  },
  push_failure_time_seconds: {
    type: 'gauge',
    labels: [],
    unit: 'unix seconds',
    origin: 'stack',
    help: 'Time of the last failed push of a group to the Pushgateway.',
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type Metrics = typeof metrics;
export type MetricName = keyof Metrics;
