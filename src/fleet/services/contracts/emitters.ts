import type { clickhouseTables } from '../../catalog/clickhouse.ts';
import type { ServiceName } from '../../catalog/loki.ts';
import type { MetricName } from '../../catalog/metrics.ts';
import type { PostgresTableName } from '../../catalog/postgres.ts';
import type { WebhookEventName } from './webhook-events.ts';

/**
 * Components that write data: the exporter polls the API, agents report their own metrics, the receiver accepts
 * webhooks, the sink and the book store their events, and jobs run at intervals.
 */
export type Emitter =
  | 'exporter'
  | 'agent'
  | 'receiver'
  | 'sink'
  | 'book'
  | 'job'
  | 'view'
  | 'prometheus'
  | 'pushgateway';

/** The five steps of the documentation. */
export type Step = 1 | 2 | 3 | 4 | 5;

/** The component that writes a metric, log stream or table, its source, and the step in which it starts. */
export interface Emission {
  readonly by: Emitter;
  /** Operations of the API that the value comes from, if it is polled. */
  readonly operations?: readonly string[];
  /** Webhook events that the value comes from. */
  readonly events?: readonly WebhookEventName[];
  /** `documents` if the API of the two documents is enough; `assumed` if the platform has to offer more. */
  readonly needs: 'documents' | 'assumed';
  readonly since: Step;
  /** Where the values come from, in a few words. */
  readonly from: string;
}

const fills = ['order.filled', 'order.partially_filled'] as const;
const orders = [...fills, 'order.cancelled', 'order.rejected'] as const;
const escrow = [
  'escrow.created',
  'escrow.funded',
  'escrow.delivered',
  'escrow.disputed',
  'escrow.settled',
  'escrow.timed_out',
  'escrow.refunded',
  'escrow.cancelled',
] as const;
const closings = ['escrow.funded', 'escrow.settled', 'escrow.timed_out', 'escrow.refunded'] as const;

const stats = (from: string, needs: Emission['needs'] = 'assumed'): Emission => ({
  by: 'exporter',
  operations: ['getAgentStats'],
  needs,
  since: 2,
  from,
});
const openEscrow = (from: string, needs: Emission['needs'] = 'assumed'): Emission => ({
  by: 'exporter',
  operations: ['listEscrow'],
  needs,
  since: 2,
  from,
});
const balances = (from: string, needs: Emission['needs'] = 'assumed'): Emission => ({
  by: 'exporter',
  operations: ['getBalances'],
  needs,
  since: 2,
  from,
});
const agent = (from: string): Emission => ({ by: 'agent', needs: 'documents', since: 4, from });

/** The emitter of each metric. There is exactly one each, because values from two emitters would be counted twice. */
export const metricEmitters: { readonly [N in MetricName]: Emission } = {
  pf_wallet_balance_usdc: balances('balances', 'documents'),
  pf_trade_pnl_usdc_total: stats('pnl_usdc and strategy; pnl_by_strategy if the API has it', 'documents'),
  pf_drawdown_pct: stats('drawdown_pct', 'documents'),
  pf_trades_total: stats('trades'),
  pf_order_latency_ms: agent('each order: submission to acknowledgement'),
  pf_escrow_open_count: openEscrow('count', 'documents'),
  pf_escrow_volume_usdc: openEscrow('total_locked_usdc', 'documents'),
  pf_referral_fees_usdc_total: stats('referral_fees_usdc'),
  pf_api_request_duration_seconds: {
    by: 'exporter',
    operations: ['getBalances', 'getAgentStats', 'listEscrow', 'listAgents', 'getRates'],
    needs: 'documents',
    since: 2,
    from: "the exporter's own calls",
  },
  pf_faucet_claims_total: stats('faucet_claims'),
  pf_escrow_seconds_to_expiry: openEscrow('expires_at of contracts'),
  pf_escrow_overdue_contracts: openEscrow('expires_at of contracts'),
  pf_fx_rate_usdc: { by: 'exporter', operations: ['getRates'], needs: 'assumed', since: 2, from: 'rates' },
  pf_agent_info: stats('strategy; agent_name and status if the API has them', 'documents'),
  pf_agent_max_drawdown_pct: stats('max_drawdown_pct'),
  pf_agent_min_balance_usdc: stats('min_balance_usdc'),
  pf_exporter_last_success_timestamp_seconds: {
    by: 'exporter',
    operations: ['getBalances', 'getAgentStats', 'listEscrow'],
    needs: 'documents',
    since: 2,
    from: 'the last poll in which all calls for the agent succeeded',
  },
  pf_orders_total: agent('each order sent'),
  pf_order_rejects_total: agent('each order refused'),
  pf_unrealized_pnl_usdc: stats('unrealized_pnl_by_strategy'),
  pf_open_position_notional_usdc: stats('open_notional_by_market'),
  pf_margin_used_usdc: stats('margin_used_usdc'),
  pf_leverage_ratio: stats('leverage'),
  pf_liquidation_distance_ratio: stats('liquidation_distance'),
  pf_recon_diff_usdc: {
    by: 'job',
    operations: ['getBalances'],
    needs: 'assumed',
    since: 4,
    from: 'the reconciliation: wallet against ledger',
  },
  pf_recon_last_run_timestamp_seconds: {
    by: 'job',
    operations: ['getBalances'],
    needs: 'assumed',
    since: 4,
    from: 'the reconciliation',
  },
  pf_ingest_lag_seconds: { by: 'sink', needs: 'documents', since: 4, from: 'age of the newest event in each table' },
  pf_webhook_requests_total: { by: 'receiver', needs: 'documents', since: 4, from: 'its answers' },
  pf_webhook_events_total: { by: 'receiver', needs: 'documents', since: 4, from: 'events that the brokers confirmed' },
  pf_webhook_ack_seconds: { by: 'receiver', needs: 'documents', since: 4, from: 'its answers' },
  pf_webhook_waiting_events: {
    by: 'receiver',
    needs: 'documents',
    since: 4,
    from: 'events that the brokers have not confirmed yet',
  },
  pf_ingest_rows_total: { by: 'sink', needs: 'documents', since: 4, from: 'its inserts' },
  pf_ingest_duplicates_total: { by: 'sink', needs: 'documents', since: 4, from: 'redelivered events' },
  pf_ingest_insert_seconds: { by: 'sink', needs: 'documents', since: 4, from: 'its batches' },
  pf_ingest_backlog_messages: {
    by: 'sink',
    needs: 'documents',
    since: 4,
    from: 'end of each partition; the book reports it too, for its own consumer group',
  },
  pf_clickhouse_parts: { by: 'sink', needs: 'documents', since: 4, from: 'system.tables of ClickHouse' },
  pf_clickhouse_merges: { by: 'sink', needs: 'documents', since: 4, from: 'system.merges of ClickHouse' },
  pf_book_events_total: { by: 'book', needs: 'assumed', since: 4, from: 'events it read' },
  pf_job_last_success_timestamp_seconds: { by: 'job', needs: 'assumed', since: 4, from: 'each run of a job' },
  pf_slippage_cost_usdc: agent('each fill: cost against the mid price on arrival'),
  pf_fill_notional_usdc_total: agent('each fill'),
  pf_wallet_flows_total: balances('flows'),
  up: { by: 'prometheus', needs: 'documents', since: 2, from: 'each scrape' },
  push_time_seconds: { by: 'pushgateway', needs: 'documents', since: 2, from: 'each push of a batch agent' },
  push_failure_time_seconds: {
    by: 'pushgateway',
    needs: 'documents',
    since: 2,
    from: 'each refused push of a batch agent',
  },
};

/** The emitter of each log stream. */
export const streamEmitters: { readonly [N in ServiceName]: Emission } = {
  'pf-agent': { by: 'agent', needs: 'documents', since: 4, from: "the agents' own JSON lines" },
  'pf-escrow': {
    by: 'receiver',
    events: escrow,
    needs: 'assumed',
    since: 4,
    from: 'a line for each change of a contract',
  },
  'pf-exporter': { by: 'exporter', needs: 'documents', since: 2, from: 'polls that failed' },
  'pf-webhook': {
    by: 'receiver',
    events: [...fills, 'casino.settled', 'trade.settled'],
    needs: 'documents',
    since: 4,
    from: 'a line for each event accepted or refused',
  },
  'pf-sink': { by: 'sink', needs: 'documents', since: 4, from: 'messages refused, stores that do not answer' },
  'pf-book': { by: 'book', needs: 'assumed', since: 4, from: 'events refused, jobs that failed' },
};

/** The writer of each table in the book of record. */
export const postgresEmitters: { readonly [N in PostgresTableName]: Emission } = {
  agents: {
    by: 'book',
    events: ['agent.registered', 'agent.changed'],
    needs: 'assumed',
    since: 4,
    from: 'registrations and changes',
  },
  agent_events: {
    by: 'book',
    events: ['casino.settled', 'trade.settled', 'escrow.settled', 'wallet.moved', 'agent.changed'],
    needs: 'assumed',
    since: 4,
    from: 'large results, settlements, movements of the wallet, changes of strategy, halts and their ends, changes of limits',
  },
  referrals: { by: 'book', events: ['agent.referred'], needs: 'assumed', since: 4, from: 'each referral' },
  referral_fees: {
    by: 'book',
    events: ['referral.fee_earned'],
    needs: 'assumed',
    since: 4,
    from: 'each share of a fee',
  },
  trades: {
    by: 'book',
    events: ['trade.opened', 'trade.settled', 'trade.failed', 'casino.settled'],
    needs: 'assumed',
    since: 4,
    from: 'a row per trade or bet',
  },
  pnl_ledger: {
    by: 'book',
    events: ['trade.settled', 'casino.settled', 'referral.fee_earned', 'wallet.moved', ...closings],
    needs: 'assumed',
    since: 4,
    from: 'the change of equity of each event',
  },
  agent_performance_daily: {
    by: 'job',
    operations: ['getAgentStats'],
    needs: 'assumed',
    since: 4,
    from: 'the ledger and unrealized P&L, updated during the day',
  },
  escrow_contracts: { by: 'book', events: escrow, needs: 'assumed', since: 4, from: 'the contract after each change' },
  escrow_events: { by: 'book', events: escrow, needs: 'assumed', since: 4, from: 'each change' },
  wallet_events: { by: 'book', events: ['wallet.moved'], needs: 'assumed', since: 4, from: 'each movement' },
  fx_rates: { by: 'job', operations: ['getRates'], needs: 'assumed', since: 4, from: 'rates' },
  recon_runs: { by: 'job', operations: ['getBalances'], needs: 'assumed', since: 4, from: 'wallet against ledger' },
};

/** The writer of each table in the analytics copy. */
export const clickhouseEmitters: { readonly [N in keyof typeof clickhouseTables]: Emission } = {
  agent_trades: {
    by: 'sink',
    events: [...orders, 'casino.settled', 'trade.settled'],
    needs: 'documents',
    since: 4,
    from: 'a row per event',
  },
  agent_capital: {
    by: 'sink',
    events: ['agent.registered'],
    needs: 'assumed',
    since: 4,
    from: 'equity at registration',
  },
  agent_ledger: {
    by: 'sink',
    events: ['referral.fee_earned', 'wallet.moved', ...closings],
    needs: 'assumed',
    since: 4,
    from: 'flows, escrow fees and referral income',
  },
  agent_status: { by: 'sink', events: ['agent.changed'], needs: 'assumed', since: 4, from: 'the newest status' },
  market_ticks: {
    by: 'sink',
    events: ['market.ticked'],
    needs: 'assumed',
    since: 4,
    from: 'best prices of an instrument',
  },
  order_books: {
    by: 'sink',
    events: ['market.book_taken'],
    needs: 'assumed',
    since: 4,
    from: 'snapshots of order books',
  },
  ingest_errors: { by: 'sink', needs: 'documents', since: 4, from: 'messages that could not be stored as a row' },
  ingest_batches: { by: 'sink', needs: 'documents', since: 4, from: 'the plan of each batch' },
  agent_pnl_hourly: { by: 'view', needs: 'documents', since: 4, from: 'agent_trades' },
  trade_flow_1m: { by: 'view', needs: 'documents', since: 4, from: 'agent_trades' },
  agent_pnl_daily: { by: 'view', needs: 'documents', since: 4, from: 'agent_trades' },
};

/** Returns the content of `emitters.json`. */
export function emitterTable(): object {
  return {
    version: 1,
    metrics: metricEmitters,
    streams: streamEmitters,
    postgres: postgresEmitters,
    clickhouse: clickhouseEmitters,
  };
}
