import { metrics } from '../../catalog/metrics.ts';
import type { EscrowStatus, FleetEvent } from '../events.ts';
import { toUsdc } from '../units.ts';
import {
  addFill,
  addSettled,
  addToBucket,
  addToFigures,
  emptyBuckets,
  emptyFigures,
  emptyFilled,
  emptySettled,
  type Figures,
  type Filled,
  type Settled,
} from './figures.ts';

/** All events from `from` to `to`, both inclusive. */
export interface WindowTruth {
  /** ISO time. */
  readonly from: string;
  readonly to: string;
  readonly fleet: Figures;
  /** By id; agents without events in the window are left out. */
  readonly agents: Record<string, Figures>;
  /** By the strategy at the time of the event; orders and wallet movements have none. */
  readonly strategies: Record<string, Figures>;
  readonly markets: Record<string, Filled>;
  readonly tickers: Record<string, Filled>;
  readonly sides: Record<string, Filled>;
  /** Fills by maker or taker. */
  readonly liquidity: Record<string, Filled>;
  /** Settled trades and bets by instrument or game. */
  readonly settledByTicker: Record<string, Settled>;
  /** Seconds from opening to settlement of trades and bets, in the order of settlement. */
  readonly holdSeconds: number[];
  /** Fills by the milliseconds from order to fill. */
  readonly fillLatencies: Record<number, number>;
  /** Contracts by the state that they reached in the window. */
  readonly escrow: Record<EscrowStatus, { count: number; amount: number; fees: number }>;
  /** Seconds from funding to settlement of the contracts settled in the window, in the order of settlement. */
  readonly settleSeconds: number[];
  /** Per route: calls by status, and calls per bucket of `pf_api_request_duration_seconds`, not cumulative. */
  readonly api: Record<string, { readonly calls: Record<string, number>; readonly buckets: number[]; seconds: number }>;
  readonly orderEndpoints: Record<string, { sent: number; readonly latencyBuckets: number[] }>;
  /** By type of annotation. */
  readonly marks: Record<string, number>;
  deadLetters: number;
}

/** Returns a window without events; both ends in Unix milliseconds. */
export function emptyWindow(from: number, to: number): WindowTruth {
  const none = () => ({ count: 0, amount: 0, fees: 0 });
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    fleet: emptyFigures(),
    agents: {},
    strategies: {},
    markets: {},
    tickers: {},
    sides: {},
    liquidity: {},
    settledByTicker: {},
    holdSeconds: [],
    fillLatencies: {},
    escrow: {
      created: none(),
      funded: none(),
      delivered: none(),
      disputed: none(),
      settled: none(),
      timed_out: none(),
      refunded: none(),
      cancelled: none(),
    },
    settleSeconds: [],
    api: {},
    orderEndpoints: {},
    marks: {},
    deadLetters: 0,
  };
}

/** Adds an event of the window. */
export function addToWindow(window: WindowTruth, event: FleetEvent): void {
  addToFigures(window.fleet, event);
  if ('agentId' in event && event.kind !== 'api_call' && event.kind !== 'recon')
    addToFigures((window.agents[event.agentId] ??= emptyFigures()), event);
  if (
    event.kind === 'fill' ||
    event.kind === 'trade' ||
    event.kind === 'ledger' ||
    event.kind === 'reject' ||
    event.kind === 'cancel'
  ) {
    addToFigures((window.strategies[event.strategy] ??= emptyFigures()), event);
  }
  switch (event.kind) {
    case 'fill':
      addFill((window.markets[event.market] ??= emptyFilled()), event);
      addFill((window.tickers[event.ticker] ??= emptyFilled()), event);
      addFill((window.sides[event.side] ??= emptyFilled()), event);
      addFill((window.liquidity[event.liquidity] ??= emptyFilled()), event);
      if (event.latencyMs !== null)
        window.fillLatencies[event.latencyMs] = (window.fillLatencies[event.latencyMs] ?? 0) + 1;
      return;
    case 'trade':
      if (event.pnl === null) return;
      addSettled((window.settledByTicker[event.ticker] ??= emptySettled()), event);
      window.holdSeconds.push((event.at - event.openedAt) / 1000);
      return;
    case 'order': {
      const endpoint = (window.orderEndpoints[event.endpoint] ??= {
        sent: 0,
        latencyBuckets: emptyBuckets(metrics.pf_order_latency_ms.buckets),
      });
      endpoint.sent += 1;
      addToBucket(endpoint.latencyBuckets, metrics.pf_order_latency_ms.buckets, event.latencyMs);
      return;
    }
    case 'api_call': {
      const route = (window.api[event.endpoint] ??= {
        calls: {},
        buckets: emptyBuckets(metrics.pf_api_request_duration_seconds.buckets),
        seconds: 0,
      });
      route.calls[event.status] = (route.calls[event.status] ?? 0) + 1;
      route.seconds += event.seconds;
      addToBucket(route.buckets, metrics.pf_api_request_duration_seconds.buckets, event.seconds);
      return;
    }
    case 'escrow': {
      const state = window.escrow[event.to];
      state.count += 1;
      state.amount += toUsdc(event.amount);
      state.fees += toUsdc(event.fee);
      if (event.to === 'settled' && event.fundedAt !== null)
        window.settleSeconds.push((event.at - event.fundedAt) / 1000);
      return;
    }
    case 'mark':
      window.marks[event.type] = (window.marks[event.type] ?? 0) + 1;
      return;
    case 'refused':
      window.deadLetters += 1;
      return;
    default:
  }
}
