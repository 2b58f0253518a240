import type { postgresTables } from '../catalog/postgres.ts';
import type { Game, OrderType, Strategy, Ticker, TradedMarket } from './facts.ts';
import type { Micros } from './units.ts';

export type TradeStatus = (typeof postgresTables)['trades']['columns']['status']['oneOf'][number];

/** Fields of every event: the time in Unix milliseconds, which never decreases, and the agent. */
export interface Happened {
  readonly at: number;
  readonly agentId: string;
}

/** An order that the exchange accepted or refused; `at` is the time of its answer. */
export interface OrderAcknowledged extends Happened {
  readonly kind: 'order';
  readonly orderId: string;
  readonly endpoint: string;
  readonly latencyMs: number;
  readonly isAccepted: boolean;
}

/** Fields of every event of an order. */
interface OrderEvent extends Happened {
  readonly eventId: string;
  readonly orderId: string;
  readonly tradeId: string;
  readonly strategy: Strategy;
  readonly session: string;
  readonly market: TradedMarket;
  readonly ticker: Ticker;
  readonly side: 'buy' | 'sell';
  readonly orderType: OrderType;
  readonly notional: Micros;
  readonly price: number;
  readonly referralCode: string | null;
}

export interface Fill extends OrderEvent {
  readonly kind: 'fill';
  /** True for the first fill of its order, to count filled orders. */
  readonly isFirst: boolean;
  readonly isComplete: boolean;
  /** Filled part of the order so far, a fraction. */
  readonly fillRatio: number;
  readonly fee: Micros;
  /** Positive is a cost; null without a mid price. */
  readonly slippageBps: number | null;
  readonly latencyMs: number | null;
  /** Whether the order rested in the book (`maker`) or took from it (`taker`). */
  readonly liquidity: 'maker' | 'taker';
}

export interface Cancel extends OrderEvent {
  readonly kind: 'cancel';
  /** True if no part of the order was filled before, so that the cancel is its first event. */
  readonly isFirst: boolean;
  readonly fillRatio: number;
}

export interface Reject extends OrderEvent {
  readonly kind: 'reject';
  readonly errorCode: string;
}

/** A trade or bet in its final state: settled, refused or cancelled. */
export interface TradeClosed extends Happened {
  readonly kind: 'trade';
  readonly tradeId: string;
  readonly strategy: Strategy;
  readonly session: string;
  readonly market: TradedMarket | 'casino';
  readonly ticker: Ticker | Game;
  readonly side: 'buy' | 'sell' | null;
  readonly openedAt: number;
  readonly notional: Micros;
  readonly fee: Micros;
  /** Net of fees and funding; null when nothing was traded. */
  readonly pnl: Micros | null;
  readonly status: TradeStatus;
  readonly errorCode: string | null;
  readonly referralCode: string | null;
}
