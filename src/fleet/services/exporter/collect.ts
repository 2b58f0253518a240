import type { Instruments } from '../metrics/registry.ts';
import { type AgentView, type Reported, totalKeys } from './agent-view.ts';

/** Metrics of the exporter: those that the emitter table assigns to it. */
export const exporterMetrics = [
  'pf_wallet_balance_usdc',
  'pf_trade_pnl_usdc_total',
  'pf_drawdown_pct',
  'pf_trades_total',
  'pf_escrow_open_count',
  'pf_escrow_volume_usdc',
  'pf_referral_fees_usdc_total',
  'pf_api_request_duration_seconds',
  'pf_faucet_claims_total',
  'pf_escrow_seconds_to_expiry',
  'pf_escrow_overdue_contracts',
  'pf_fx_rate_usdc',
  'pf_agent_info',
  'pf_agent_max_drawdown_pct',
  'pf_agent_min_balance_usdc',
  'pf_exporter_last_success_timestamp_seconds',
  'pf_unrealized_pnl_usdc',
  'pf_open_position_notional_usdc',
  'pf_margin_used_usdc',
  'pf_leverage_ratio',
  'pf_liquidation_distance_ratio',
  'pf_wallet_flows_total',
] as const;

export type ExporterInstruments = Instruments<(typeof exporterMetrics)[number]>;

/** What the exporter knows at a given time. */
export interface FleetView {
  readonly agents: ReadonlyMap<string, AgentView>;
  readonly rates: Reported<Readonly<Record<string, number>>> | undefined;
  /** Start of the process, Unix milliseconds. */
  readonly startedAt: number;
}

/** A gauge that was not updated for this long is removed, so that an old balance never looks current. */
const STALE_AFTER = 5 * 60_000;

/**
 * Sets the instruments to the current values. Everything except the histogram is rebuilt, which removes the series of
 * agents, currencies and strategies that no longer exist. P&L and counters stay while their agent is active: without
 * them a sum over the fleet would drop, which looks like a loss.
 */
export function fill(instruments: ExporterInstruments, { agents, rates, startedAt }: FleetView, now: number): void {
  for (const [name, instrument] of Object.entries(instruments)) {
    if (name !== 'pf_api_request_duration_seconds') instrument.reset();
  }
  if (rates !== undefined && isFresh(rates, now)) {
    for (const [currency, rate] of Object.entries(rates.value)) instruments.pf_fx_rate_usdc.set({ currency }, rate);
  }
  for (const view of agents.values()) {
    fillLevels(instruments, view, now);
    fillTotals(instruments, view);
    instruments.pf_exporter_last_success_timestamp_seconds.set(
      { agent_id: view.id },
      (view.memory.lastSuccessAt ?? startedAt) / 1000,
    );
  }
}

/** Marks the counters of these agents as scraped at 0; from now on they show their totals. */
export function markShown(agents: Iterable<AgentView>): void {
  for (const view of agents) if (view.stats !== undefined && view.balances !== undefined) view.isNewborn = false;
}

function fillLevels(instruments: ExporterInstruments, { id, balances, stats, escrow }: AgentView, now: number): void {
  const labels = { agent_id: id };
  if (balances !== undefined && isFresh(balances, now)) {
    for (const [currency, amount] of Object.entries(balances.value.balances)) {
      instruments.pf_wallet_balance_usdc.set({ agent_id: id, currency }, amount);
    }
  }
  if (stats !== undefined && isFresh(stats, now)) {
    const { value } = stats;
    instruments.pf_drawdown_pct.set(labels, value.drawdown_pct);
    if (value.max_drawdown_pct !== undefined) instruments.pf_agent_max_drawdown_pct.set(labels, value.max_drawdown_pct);
    if (value.min_balance_usdc !== undefined) instruments.pf_agent_min_balance_usdc.set(labels, value.min_balance_usdc);
    for (const [strategy, pnl] of Object.entries(value.unrealized_pnl_by_strategy ?? {})) {
      instruments.pf_unrealized_pnl_usdc.set({ agent_id: id, strategy }, pnl);
    }
    for (const [market, notional] of Object.entries(value.open_notional_by_market ?? {})) {
      instruments.pf_open_position_notional_usdc.set({ agent_id: id, market }, notional);
    }
    const { margin_used_usdc: margin, leverage, liquidation_distance: distance } = value;
    if (margin !== undefined) instruments.pf_margin_used_usdc.set(labels, margin);
    if (leverage !== undefined) instruments.pf_leverage_ratio.set(labels, leverage);
    if (distance !== undefined) instruments.pf_liquidation_distance_ratio.set(labels, distance);
  }
  if (escrow !== undefined && isFresh(escrow, now)) {
    const { count, total_locked_usdc: locked, contracts } = escrow.value;
    instruments.pf_escrow_open_count.set(labels, count);
    instruments.pf_escrow_volume_usdc.set(labels, locked);
    if (contracts !== undefined) fillExpiry(instruments, id, contracts, now);
  }
}

/** Computes the remaining time at the scrape, not at the poll. */
function fillExpiry(
  instruments: ExporterInstruments,
  id: string,
  contracts: readonly { readonly expires_at: string }[],
  now: number,
): void {
  const left = contracts
    .map(({ expires_at: expiresAt }) => (Date.parse(expiresAt) - now) / 1000)
    .filter(Number.isFinite);
  const ahead = left.filter((seconds) => seconds >= 0);
  instruments.pf_escrow_overdue_contracts.set({ agent_id: id }, left.length - ahead.length);
  if (left.length === 0) return;
  const next = ahead.length > 0 ? Math.min(...ahead) : Math.max(...left);
  instruments.pf_escrow_seconds_to_expiry.set({ agent_id: id }, next);
}

function fillTotals(instruments: ExporterInstruments, view: AgentView): void {
  const { id, memory, stats, balances, isNewborn } = view;
  const total = (key: string): number => (isNewborn ? 0 : (memory.totals[key] ?? 0));
  for (const [strategy, pnl] of Object.entries(memory.pnl)) {
    instruments.pf_trade_pnl_usdc_total.set({ agent_id: id, strategy }, pnl);
  }
  for (const currency of Object.keys(balances?.value.flows ?? {})) {
    for (const direction of ['in', 'out'] as const) {
      instruments.pf_wallet_flows_total.inc(
        { agent_id: id, currency, direction },
        total(totalKeys.flow(currency, direction)),
      );
    }
  }
  if (stats === undefined) return;
  const {
    strategy,
    agent_name: name = id,
    status = 'active',
    trades,
    referral_fees_usdc: fees,
    faucet_claims: claims,
  } = stats.value;
  instruments.pf_agent_info.set({ agent_id: id, agent_name: name, strategy, status }, 1);
  for (const outcome of trades === undefined ? [] : (['win', 'loss', 'push'] as const)) {
    instruments.pf_trades_total.inc({ agent_id: id, outcome }, total(totalKeys.trades(outcome)));
  }
  if (fees !== undefined) instruments.pf_referral_fees_usdc_total.inc({ agent_id: id }, total(totalKeys.referralFees));
  if (claims !== undefined) instruments.pf_faucet_claims_total.inc({ agent_id: id }, total(totalKeys.faucetClaims));
}

function isFresh({ at }: Reported<unknown>, now: number): boolean {
  return now - at <= STALE_AFTER;
}
