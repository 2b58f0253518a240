import { metrics } from '../../catalog/metrics.ts';
import type { FleetEvent, LedgerKind } from '../events.ts';
import type { Fill, TradeClosed } from '../order-events.ts';
import { toUsdc } from '../units.ts';

/** Settled trades and bets; amounts in USDC. */
export interface Settled {
  count: number;
  wins: number;
  losses: number;
  pushes: number;
  /** Net of fees and funding. */
  pnl: number;
  grossProfit: number;
  /** 0 or less. */
  grossLoss: number;
  notional: number;
  fees: number;
}

/** Fills; slippage in bps is `1e4 * slippageCost / slippageNotional`. */
export interface Filled {
  count: number;
  notional: number;
  fees: number;
  slippageCost: number;
  slippageNotional: number;
  latencySumMs: number;
  latencyCount: number;
}

/** Figures of one agent, one strategy or the whole fleet within a window. */
export interface Figures {
  /** Trades and bets together, as `pf_trades_total` counts them. */
  readonly settled: Settled;
  readonly bets: Settled;
  readonly ledger: Record<LedgerKind, number>;
  /** Sum of all kinds of ledger entries except flows. */
  netPnl: number;
  readonly fills: Filled;
  readonly orders: {
    /** Accepted or refused orders, as `pf_orders_total` counts them. */
    sent: number;
    readonly rejected: Record<string, number>;
    /** Orders with an event in the window, as in ClickHouse, and those with a fill. */
    withEvents: number;
    filled: number;
    /** Orders with a cancel, of the whole order or of the unfilled rest. */
    cancelled: number;
    /** Cancelled or rejected notional. */
    unfilled: number;
    /** Acknowledgements per bucket of `pf_order_latency_ms`, not cumulative; the last bucket has no upper bound. */
    readonly latencyBuckets: number[];
    latencySumMs: number;
  };
  /** USDC at the rate at the time. */
  readonly flows: { in: number; out: number };
  faucetClaims: number;
  /** Income as a referrer, by the source of the fee. */
  readonly referral: Record<'trade' | 'casino' | 'escrow', number>;
}

/** Returns figures without events. */
export function emptyFigures(): Figures {
  return {
    settled: emptySettled(),
    bets: emptySettled(),
    ledger: { trade: 0, fee: 0, funding: 0, casino: 0, escrow_fee: 0, referral: 0, flow: 0 },
    netPnl: 0,
    fills: emptyFilled(),
    orders: {
      sent: 0,
      rejected: {},
      withEvents: 0,
      filled: 0,
      cancelled: 0,
      unfilled: 0,
      latencyBuckets: emptyBuckets(metrics.pf_order_latency_ms.buckets),
      latencySumMs: 0,
    },
    flows: { in: 0, out: 0 },
    faucetClaims: 0,
    referral: { trade: 0, casino: 0, escrow: 0 },
  };
}

/** Adds an event. */
export function addToFigures(figures: Figures, event: FleetEvent): void {
  const { orders, ledger, flows } = figures;
  switch (event.kind) {
    case 'trade':
      if (event.pnl === null) return;
      addSettled(figures.settled, event);
      if (event.market === 'casino') addSettled(figures.bets, event);
      return;
    case 'ledger':
      ledger[event.entry] += toUsdc(event.amount);
      if (event.entry !== 'flow') figures.netPnl += toUsdc(event.amount);
      return;
    case 'fill':
      addFill(figures.fills, event);
      if (event.isFirst) {
        orders.withEvents += 1;
        orders.filled += 1;
      }
      return;
    case 'cancel':
      if (event.isFirst) orders.withEvents += 1;
      orders.cancelled += 1;
      orders.unfilled += toUsdc(event.notional);
      return;
    case 'reject':
      orders.unfilled += toUsdc(event.notional);
      orders.withEvents += 1;
      orders.rejected[event.errorCode] = (orders.rejected[event.errorCode] ?? 0) + 1;
      return;
    case 'order':
      orders.sent += 1;
      orders.latencySumMs += event.latencyMs;
      addToBucket(orders.latencyBuckets, metrics.pf_order_latency_ms.buckets, event.latencyMs);
      return;
    case 'wallet':
      if (event.move === 'deposit') flows.in += toUsdc(event.amountUsdc);
      else if (event.move === 'withdrawal') flows.out -= toUsdc(event.amountUsdc);
      else if (event.move === 'faucet') figures.faucetClaims += 1;
      return;
    case 'referral_fee':
      figures.referral[event.source] += toUsdc(event.share);
      return;
    default:
  }
}

/** Returns sums without fills. */
export function emptyFilled(): Filled {
  return { count: 0, notional: 0, fees: 0, slippageCost: 0, slippageNotional: 0, latencySumMs: 0, latencyCount: 0 };
}

/** Adds a fill; an unknown slippage or latency adds nothing to its sum. */
export function addFill(filled: Filled, event: Fill): void {
  const notional = toUsdc(event.notional);
  filled.count += 1;
  filled.notional += notional;
  filled.fees += toUsdc(event.fee);
  if (event.slippageBps !== null) {
    filled.slippageCost += (event.slippageBps * notional) / 1e4;
    filled.slippageNotional += notional;
  }
  if (event.latencyMs !== null) {
    filled.latencySumMs += event.latencyMs;
    filled.latencyCount += 1;
  }
}

/** Returns empty counts for each bound and one for larger values. */
export function emptyBuckets(bounds: readonly number[]): number[] {
  return Array.from({ length: bounds.length + 1 }, () => 0);
}

/** Counts a value in the first bucket whose bound it does not exceed, or in the last bucket. */
export function addToBucket(counts: number[], bounds: readonly number[], value: number): void {
  const found = bounds.findIndex((bound) => value <= bound);
  const index = found < 0 ? bounds.length : found;
  counts[index] = (counts[index] ?? 0) + 1;
}

/** Returns sums without settlements. */
export function emptySettled(): Settled {
  return { count: 0, wins: 0, losses: 0, pushes: 0, pnl: 0, grossProfit: 0, grossLoss: 0, notional: 0, fees: 0 };
}

/** Adds a settled trade or bet. */
export function addSettled(settled: Settled, { pnl: micros, notional, fee }: TradeClosed): void {
  const pnl = toUsdc(micros ?? 0);
  settled.count += 1;
  if (pnl > 0) settled.wins += 1;
  else if (pnl < 0) settled.losses += 1;
  else settled.pushes += 1;
  settled.pnl += pnl;
  settled.grossProfit += Math.max(pnl, 0);
  settled.grossLoss += Math.min(pnl, 0);
  settled.notional += toUsdc(notional);
  settled.fees += toUsdc(fee);
}
