import type { EventType } from '../catalog/events.ts';
import type { postgresTables } from '../catalog/postgres.ts';
import type { Currency, Strategy, Ticker, TradedMarket } from './facts.ts';
import type { Cancel, Fill, Happened, OrderAcknowledged, Reject, TradeClosed } from './order-events.ts';
import type { Atoms, Micros } from './units.ts';

type Columns = typeof postgresTables;
export type AgentStatus = Columns['agents']['columns']['status']['oneOf'][number];
export type LedgerKind = Columns['pnl_ledger']['columns']['kind']['oneOf'][number];
export type WalletMove = Columns['wallet_events']['columns']['kind']['oneOf'][number];
export type EscrowStatus = Columns['escrow_contracts']['columns']['status']['oneOf'][number];
export type FeeSource = Columns['referral_fees']['columns']['source_kind']['oneOf'][number];

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

/** The agent has a new drawdown limit. */
export interface LimitChanged extends Happened {
  readonly kind: 'limit_changed';
  readonly from: number;
  /** Fraction. */
  readonly maxDrawdown: number;
  readonly actor: string;
}

/** The agent has a new strategy or status. */
export interface AgentChanged extends Happened {
  readonly kind: 'agent_changed';
  readonly strategy: Strategy;
  readonly status: AgentStatus;
  /** Who caused it, if that is worth reporting. */
  readonly actor?: string;
}

export interface Referred extends Happened {
  readonly kind: 'referred';
  readonly referrerId: string;
  readonly code: string;
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

/** The state of a contract after a change; `agentId` is the payer. */
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
  /** Signed: a positive amount raises the balance. */
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

/** The best prices of an instrument. */
export interface Ticked {
  readonly kind: 'tick';
  readonly at: number;
  readonly market: TradedMarket;
  readonly ticker: Ticker;
  readonly bid: number;
  readonly ask: number;
}

/** A snapshot of an order book: price and quantity of each level, best first. */
export interface BookTaken {
  readonly kind: 'book';
  readonly at: number;
  readonly market: TradedMarket;
  readonly ticker: Ticker;
  readonly bids: readonly (readonly [price: number, quantity: number])[];
  readonly asks: readonly (readonly [price: number, quantity: number])[];
}

/** An event to annotate on charts. */
export interface Marked extends Happened {
  readonly kind: 'mark';
  /** Start of a time region that ends at `at`; null for a point in time. */
  readonly startedAt: number | null;
  readonly type: EventType;
  readonly amount: Micros | null;
  readonly text: string;
  readonly tags: readonly string[];
  /** Who caused it, if that is worth reporting. */
  readonly actor?: string;
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

/** The result of an agent on a UTC day, or on the part of it before the end of the simulation. */
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
  /** Realized P&L of the day: the ledger without flows. */
  readonly realizedDay: Micros;
  readonly unrealized: Micros;
  readonly equityClose: Micros;
  readonly wins: number;
  readonly losses: number;
  readonly pushes: number;
  readonly drawdown: number;
  readonly fees: Micros;
  readonly volume: Micros;
}

/** A message that could not be stored as a trade event. */
export interface MessageRefused {
  readonly kind: 'refused';
  readonly at: number;
  readonly partition: number;
  readonly offset: number;
  readonly error: string;
  readonly raw: string;
}

export type FleetEvent =
  | AgentRegistered
  | AgentChanged
  | LimitChanged
  | Referred
  | OrderAcknowledged
  | Fill
  | Cancel
  | Reject
  | TradeClosed
  | LedgerEntry
  | ReferralFee
  | EscrowChanged
  | WalletMoved
  | FxRate
  | Ticked
  | BookTaken
  | Marked
  | Reconciled
  | ApiCall
  | DayClosed
  | MessageRefused;

/** Receives every event, in order of time. */
export type Observer = (event: FleetEvent) => void;
