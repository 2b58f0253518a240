import type { EventType } from '../../catalog/events.ts';
import type { postgresTables } from '../../catalog/postgres.ts';
import type { Currency, Game, OrderType, Strategy, Ticker, TradedMarket } from './facts.ts';
import type { Atoms, Micros } from './units.ts';

type Columns = typeof postgresTables;
export type AgentStatus = Columns['agents']['columns']['status']['oneOf'][number];
export type LedgerKind = Columns['pnl_ledger']['columns']['kind']['oneOf'][number];
export type WalletMove = Columns['wallet_events']['columns']['kind']['oneOf'][number];
export type EscrowStatus = Columns['escrow_contracts']['columns']['status']['oneOf'][number];
export type FeeSource = Columns['referral_fees']['columns']['source_kind']['oneOf'][number];
export type TradeStatus = Columns['trades']['columns']['status']['oneOf'][number];

/** Every event: when, Unix milliseconds, and who; `at` never falls from one event to the next. */
interface Happened {
  readonly at: number;
  readonly agentId: string;
}

export interface AgentRegistered extends Happened {
  readonly kind: 'agent_registered';
  readonly name: string;
  readonly strategy: Strategy;
  readonly initialEquity: Micros;
  readonly minBalance: Micros;
  /** Fraction. */
  readonly maxDrawdown: number;
  readonly initialWallet: Readonly<Record<Currency, Atoms>>;
}

/** The agent's strategy or status is now this. */
export interface AgentChanged extends Happened {
  readonly kind: 'agent_changed';
  readonly strategy: Strategy;
  readonly status: AgentStatus;
}

export interface Referred extends Happened {
  readonly kind: 'referred';
  readonly referrerId: string;
  readonly code: string;
}

/** An order that the exchange acknowledged, with whatever answer; `at` is the time of that answer. */
export interface OrderAcknowledged extends Happened {
  readonly kind: 'order';
  readonly orderId: string;
  readonly endpoint: string;
  readonly latencyMs: number;
  readonly isAccepted: boolean;
}

/** What the events of an order share. */
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
  /** True for the first fill of its order: such fills are orders that were filled. */
  readonly isFirst: boolean;
  readonly isComplete: boolean;
  /** Filled so far over ordered, a fraction. */
  readonly fillRatio: number;
  readonly fee: Micros;
  /** Positive is a cost; null where there was no mid price. */
  readonly slippageBps: number | null;
  readonly latencyMs: number | null;
}

export interface Cancel extends OrderEvent {
  readonly kind: 'cancel';
  /** True when nothing of the order was filled before: the cancel is the first event of its order. */
  readonly isFirst: boolean;
  readonly fillRatio: number;
}

export interface Reject extends OrderEvent {
  readonly kind: 'reject';
  readonly errorCode: string;
}

/** A trade or bet that reached its last state: settled, refused or cancelled. */
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

export interface LedgerEntry extends Happened {
  readonly kind: 'ledger';
  readonly strategy: Strategy;
  readonly entry: LedgerKind;
  readonly amount: Micros;
  readonly ref: string;
}

export interface ReferralFee extends Happened {
  readonly kind: 'referral_fee';
  /** Who paid the fee; `agentId` earns the share. */
  readonly referredId: string;
  readonly source: FeeSource;
  readonly ref: string;
  readonly baseFee: Micros;
  readonly share: Micros;
}

/** The contract as it is after a change; `agentId` is the payer. */
export interface EscrowChanged extends Happened {
  readonly kind: 'escrow';
  readonly escrowId: string;
  readonly payeeId: string;
  readonly amount: Micros;
  readonly fee: Micros;
  readonly from: EscrowStatus | null;
  readonly to: EscrowStatus;
  readonly createdAt: number;
  readonly fundedAt: number | null;
  readonly expiresAt: number;
  readonly closedAt: number | null;
  readonly actorId: string | null;
  readonly reason: string | null;
}

export interface WalletMoved extends Happened {
  readonly kind: 'wallet';
  readonly currency: Currency;
  readonly move: WalletMove;
  /** Signed: positive raises the balance. */
  readonly amount: Atoms;
  readonly amountUsdc: Micros;
  readonly balanceAfter: Atoms;
  readonly txHash: string;
}

export interface FxRate {
  readonly kind: 'fx';
  readonly at: number;
  readonly currency: Currency;
  /** USDC per coin. */
  readonly rate: number;
}

/** Something worth a mark on a chart. */
export interface Marked extends Happened {
  readonly kind: 'mark';
  /** Start of a region that ends at `at`; null for a moment. */
  readonly startedAt: number | null;
  readonly type: EventType;
  readonly amount: Micros | null;
  readonly text: string;
  readonly tags: readonly string[];
}

export interface Reconciled extends Happened {
  readonly kind: 'recon';
  readonly currency: Currency;
  readonly ledgerBalance: Atoms;
  readonly walletBalance: Atoms;
}

export interface ApiCall extends Happened {
  readonly kind: 'api_call';
  readonly endpoint: string;
  readonly status: string;
  readonly seconds: number;
}

/** The result of an agent on one UTC day, or on its part up to the end of the simulation. */
export interface DayClosed extends Happened {
  readonly kind: 'day';
  /** `2026-03-01` */
  readonly day: string;
  readonly name: string;
  readonly strategy: Strategy;
  readonly equityOpen: Micros;
  readonly netFlow: Micros;
  readonly pnl: Micros;
  readonly realized: Micros;
  readonly unrealized: Micros;
  readonly equityClose: Micros;
  readonly wins: number;
  readonly losses: number;
  readonly pushes: number;
  readonly drawdown: number;
  readonly fees: Micros;
  readonly volume: Micros;
}

/** A message that could not become a trade event. */
export interface MessageRefused {
  readonly kind: 'refused';
  readonly at: number;
  readonly partition: number;
  readonly offset: number;
  readonly error: string;
  readonly raw: string;
}

export type FleetEvent =
  | AgentRegistered | AgentChanged | Referred | OrderAcknowledged | Fill | Cancel | Reject | TradeClosed | LedgerEntry | ReferralFee | EscrowChanged | WalletMoved | FxRate | Marked
  | Reconciled | ApiCall | DayClosed | MessageRefused;

/** Whoever wants to know of every event, in the order of time. */
export type Observer = (event: FleetEvent) => void;
