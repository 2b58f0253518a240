import type { AgentStatus, EscrowStatus, FleetEvent } from './events.ts';
import type { Currency, Strategy, Ticker, TradedMarket } from './facts.ts';
import type { SimulationOptions } from './options.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import type { Atoms, Micros } from './units.ts';

/** Special behaviour of an agent in addition to trading, such as dying or running out of money. */
export type Role = 'ordinary' | 'dies' | 'retires' | 'paused' | 'poor' | 'mismatched' | 'slow' | 'rejected' | 'bold';

/** A position that is being built or held. */
export interface OpenTrade {
  readonly id: string;
  readonly agent: Agent;
  readonly strategy: Strategy;
  readonly session: string;
  readonly market: TradedMarket;
  readonly ticker: Ticker;
  readonly side: 'buy' | 'sell';
  readonly openedAt: number;
  settlesAt: number;
  readonly intended: Micros;
  /** Gross return at settlement, a fraction. */
  readonly grossReturn: number;
  filled: Micros;
  fees: Micros;
}

/** An escrow contract; `closedAt` is set once. */
export interface Contract {
  readonly id: string;
  readonly payer: Agent;
  readonly payee: Agent;
  readonly amount: Micros;
  readonly fee: Micros;
  readonly createdAt: number;
  readonly expiresAt: number;
  status: EscrowStatus;
  fundedAt: number | null;
  closedAt: number | null;
}

/** Figures of the current day. */
export interface DayFigures {
  open: Micros;
  flow: Micros;
  realized: Micros;
  wins: number;
  losses: number;
  pushes: number;
  fees: Micros;
  volume: Micros;
}

/** State of one agent at `timeline.now`. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly random: Random;
  readonly registeredAt: number;
  maxDrawdown: number;
  readonly minBalance: Micros;
  /** Number of decisions relative to the fleet's mean. */
  readonly activity: number;
  /** Spread of returns relative to the strategy's. */
  readonly boldness: number;
  readonly referralCode: string;
  referrer: Agent | null;
  strategy: Strategy;
  status: AgentStatus;
  /** Time from which the agent reports nothing. */
  silentFrom: number;
  /** Realized P&L since then, which is in the ledger but not in any metric. */
  untold: Micros;
  sessions: number;
  hasHalted: boolean;
  /** Start of its only halt. */
  haltedAt: number | null;
  /** Fixed gross returns, each for the first trade after a given time, instead of a random return. */
  readonly shocks: { readonly from: number; readonly grossReturn: number }[];
  readonly initialEquity: Micros;
  /** Initial equity, realized P&L and flows. */
  equity: Micros;
  realized: Micros;
  /** Realized P&L (every ledger entry except flows) by the strategy at the time. */
  readonly pnlByStrategy: Map<Strategy, Micros>;
  /** Flow-adjusted equity, 1 at registration, and its peak. */
  growth: number;
  peak: number;
  /** The same by full days, as in the stores: compounded from a day's realized P&L divided by its capital. */
  dayGrowth: number;
  dayPeak: number;
  readonly wallet: Record<Currency, Atoms>;
  /** Realized P&L not yet moved to or from the wallet. */
  unswept: Micros;
  /** Wallet minus ledger at the last reconciliation, and its time. */
  readonly reconciled: Record<Currency, Atoms>;
  reconciledAt: number | null;
  lastFaucetAt: number;
  /** Absolute results of the last 30 days, oldest first. */
  readonly results: { readonly at: number; readonly size: Micros }[];
  readonly openTrades: Set<OpenTrade>;
  /** Contracts that are not closed, with this agent as the payer. */
  readonly openContracts: Set<Contract>;
  readonly day: DayFigures;
}

/** State of the whole simulation. */
export interface Fleet {
  readonly options: SimulationOptions;
  readonly start: number;
  readonly end: number;
  readonly timeline: Timeline;
  /** In the order of registration, including agents that have not registered yet. */
  readonly agents: readonly Agent[];
  /** USDC per coin. */
  readonly rates: Record<Currency, number>;
  readonly prices: Record<Ticker, number>;
  emit(event: FleetEvent): void;
}

/** Returns true if the agent is registered, not retired, and alive. */
export function isLive(agent: Agent, now: number): boolean {
  return agent.registeredAt <= now && agent.status !== 'retired' && now < agent.silentFrom;
}

/** Unrealized P&L of open positions: the final gross result in proportion to the elapsed time, minus paid fees. */
export function unrealizedPnl(agent: Agent, now: number, strategy?: Strategy): Micros {
  let sum = 0;
  for (const trade of agent.openTrades) {
    if (strategy !== undefined && trade.strategy !== strategy) continue;
    const progress = Math.min(1, (now - trade.openedAt) / (trade.settlesAt - trade.openedAt));
    sum += Math.round(trade.filled * trade.grossReturn * progress) - trade.fees;
  }
  return sum;
}

/** Fall from the peak of flow-adjusted equity as a fraction, 0 or more. */
export function drawdownOf(agent: Agent): number {
  return 1 - agent.growth / agent.peak;
}
