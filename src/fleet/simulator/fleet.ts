import type { AgentStatus, EscrowStatus, FleetEvent } from './events.ts';
import type { Currency, Strategy, Ticker, TradedMarket } from './facts.ts';
import type { SimulationOptions } from './options.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import type { Atoms, Micros } from './units.ts';

/** What an agent is there to show, beside trading: an agent that dies, one that runs out of money and so on. */
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
  /** Gross return that it will have made when it settles, a fraction. */
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

/** What the day so far brought. */
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

/** One agent as the simulation knows it at `timeline.now`. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly random: Random;
  readonly registeredAt: number;
  maxDrawdown: number;
  readonly minBalance: Micros;
  /** Decisions relative to the fleet's mean. */
  readonly activity: number;
  /** Spread of returns relative to the strategy's. */
  readonly boldness: number;
  readonly referralCode: string;
  referrer: Agent | null;
  strategy: Strategy;
  status: AgentStatus;
  /** From then on nothing is heard of it. */
  silentFrom: number;
  /** Realized P&L since then: the ledger has it, and nobody is notified. */
  untold: Micros;
  sessions: number;
  hasHalted: boolean;
  /** Start of its halt, the only one it has. */
  haltedAt: number | null;
  /** Gross returns that the next trade makes instead of a drawn one, once their time has come. */
  readonly shocks: { readonly from: number; readonly grossReturn: number }[];
  readonly initialEquity: Micros;
  /** Initial equity, realized P&L and flows. */
  equity: Micros;
  realized: Micros;
  /** Realized P&L, every ledger entry but flows, by the strategy of its time. */
  readonly pnlByStrategy: Map<Strategy, Micros>;
  /** Flow-adjusted equity, 1 at registration, and its peak. */
  growth: number;
  peak: number;
  /** The same by full days, as the stores have it: realized P&L of a day over its capital. */
  dayGrowth: number;
  dayPeak: number;
  readonly wallet: Record<Currency, Atoms>;
  /** Realized P&L not yet moved to or from the wallet. */
  unswept: Micros;
  /** Wallet minus ledger at the last reconciliation, and when that was. */
  readonly reconciled: Record<Currency, Atoms>;
  reconciledAt: number | null;
  lastFaucetAt: number;
  /** Size of the results of the last 30 days, oldest first. */
  readonly results: { readonly at: number; readonly size: Micros }[];
  readonly openTrades: Set<OpenTrade>;
  /** Contracts it pays for that are not closed. */
  readonly openContracts: Set<Contract>;
  readonly day: DayFigures;
}

/** The whole of a simulation. */
export interface Fleet {
  readonly options: SimulationOptions;
  readonly start: number;
  readonly end: number;
  readonly timeline: Timeline;
  /** In the order of registration; also those not registered yet. */
  readonly agents: readonly Agent[];
  /** USDC per coin. */
  readonly rates: Record<Currency, number>;
  readonly prices: Record<Ticker, number>;
  emit(event: FleetEvent): void;
}

/** True when the agent takes part: registered, not retired, and alive. */
export function isLive(agent: Agent, now: number): boolean {
  return agent.registeredAt <= now && agent.status !== 'retired' && now < agent.silentFrom;
}

/** Unrealized P&L of the open positions at their marks: the way to the final result so far, less fees paid. */
export function unrealizedPnl(agent: Agent, now: number, strategy?: Strategy): Micros {
  let sum = 0;
  for (const trade of agent.openTrades) {
    if (strategy !== undefined && trade.strategy !== strategy) continue;
    const progress = Math.min(1, (now - trade.openedAt) / (trade.settlesAt - trade.openedAt));
    sum += Math.round(trade.filled * trade.grossReturn * progress) - trade.fees;
  }
  return sum;
}

/** Fall from the peak of flow-adjusted equity, a fraction, 0 or more. */
export function drawdownOf(agent: Agent): number {
  return 1 - agent.growth / agent.peak;
}
