import type { FleetEvent } from '../events.ts';
import type { Currency } from '../facts.ts';
import type { OpenTrade } from '../fleet.ts';
import { toUsdc } from '../units.ts';

/** A halt and its end. */
export interface HaltTruth {
  readonly agentId: string;
  readonly at: string;
  resumedAt: string | null;
  /** Trades and bets that were opened during the halt. */
  tradesOpened: number;
}

/** A withdrawal of an agent. */
export interface WithdrawalTruth {
  readonly agentId: string;
  readonly at: string;
  readonly usdc: number;
  readonly part: number;
}

/** Events that compliance and treasury panels show. */
export interface WatchedTruth {
  readonly halts: readonly HaltTruth[];
  /** With amounts in USDC, and the share of the agent's balance of the coin. */
  readonly withdrawals: readonly WithdrawalTruth[];
  /** USDC per coin at the start. */
  readonly firstRates: Readonly<Partial<Record<Currency, number>>>;
}

/** Collects these events while a simulation runs. */
export function watch() {
  const halts: HaltTruth[] = [];
  const withdrawals: WithdrawalTruth[] = [];
  const firstRates: Partial<Record<Currency, number>> = {};
  const openedInHalt = (agentId: string, openedAt: number): void => {
    for (const halt of halts)
      if (
        halt.agentId === agentId &&
        openedAt > Date.parse(halt.at) &&
        openedAt < (halt.resumedAt === null ? Number.POSITIVE_INFINITY : Date.parse(halt.resumedAt))
      )
        halt.tradesOpened += 1;
  };
  return {
    hear: (event: FleetEvent): void => {
      switch (event.kind) {
        case 'fx':
          firstRates[event.currency] ??= event.rate;
          return;
        case 'mark': {
          const at = new Date(event.at).toISOString();
          if (event.type === 'halt') halts.push({ agentId: event.agentId, at, resumedAt: null, tradesOpened: 0 });
          const last = halts.findLast(({ agentId }) => agentId === event.agentId);
          if (event.type === 'resume' && last) last.resumedAt = at;
          return;
        }
        case 'trade':
          return openedInHalt(event.agentId, event.openedAt);
        case 'wallet': {
          if (event.move !== 'withdrawal') return;
          const usdc = -toUsdc(event.amountUsdc);
          const part = -event.amount / (event.balanceAfter - event.amount);
          withdrawals.push({ agentId: event.agentId, at: new Date(event.at).toISOString(), usdc, part });
          return;
        }
        default:
      }
    },
    /** Returns the result, including positions that are still open at the end. */
    truth: (open: Iterable<OpenTrade>): WatchedTruth => {
      for (const { agent, openedAt } of open) openedInHalt(agent.id, openedAt);
      return { halts, withdrawals, firstRates };
    },
  };
}
