import type { AgentStats, Balances, EscrowList } from './api-client.ts';
import type { AgentMemory } from './state.ts';

/** A response and the time of its arrival, Unix milliseconds. */
export interface Reported<T> {
  readonly at: number;
  readonly value: T;
}

/** What the exporter knows about one active agent. */
export interface AgentView {
  readonly id: string;
  readonly memory: AgentMemory;
  balances?: Reported<Balances>;
  stats?: Reported<AgentStats>;
  escrow?: Reported<EscrowList>;
  /** True until its counters were scraped at 0; without that, `rate` and `increase` would miss their first increase. */
  isNewborn: boolean;
}

/** Stores the balances, and the totals in them. */
export function takeBalances(view: AgentView, value: Balances, at: number): void {
  view.balances = { at, value };
  for (const [currency, flows] of Object.entries(value.flows ?? {})) {
    raise(view.memory, totalKeys.flow(currency, 'in'), flows.in);
    raise(view.memory, totalKeys.flow(currency, 'out'), flows.out);
  }
}

/** Stores the statistics, the totals in them, and the P&L by strategy. */
export function takeStats(view: AgentView, value: AgentStats, at: number): void {
  view.stats = { at, value };
  const { memory } = view;
  splitPnl(memory.pnl, value);
  for (const [outcome, count] of Object.entries(value.trades ?? {})) raise(memory, totalKeys.trades(outcome), count);
  if (value.referral_fees_usdc !== undefined) raise(memory, totalKeys.referralFees, value.referral_fees_usdc);
  if (value.faucet_claims !== undefined) raise(memory, totalKeys.faucetClaims, value.faucet_claims);
}

/** Stores the open escrow contracts. */
export function takeEscrow(view: AgentView, value: EscrowList, at: number): void {
  view.escrow = { at, value };
}

/** Keys of the totals in an agent's memory. */
export const totalKeys = {
  trades: (outcome: string) => `trades/${outcome}`,
  flow: (currency: string, direction: 'in' | 'out') => `flow/${direction}/${currency}`,
  referralFees: 'referral_fees',
  faucetClaims: 'faucet_claims',
} as const;

/**
 * Splits the agent's P&L by strategy. The API of the documents returns only the current strategy and the sum over all
 * strategies, so a change of the sum since the last poll is assigned to the current strategy.
 */
function splitPnl(pnl: Record<string, number>, { strategy, pnl_usdc: sum, pnl_by_strategy: known }: AgentStats): void {
  if (known !== undefined) {
    for (const name of Object.keys(pnl)) if (!Object.hasOwn(known, name)) delete pnl[name];
    Object.assign(pnl, known);
    pnl[strategy] ??= 0;
    return;
  }
  const others = Object.entries(pnl).reduce((total, [name, value]) => (name === strategy ? total : total + value), 0);
  // Without rounding, floating-point errors would add up with every poll.
  pnl[strategy] = Math.round((sum - others) * 1e8) / 1e8;
}

/** Never lowers a total: Prometheus would take a decrease for a counter reset and count everything again. */
function raise({ totals }: AgentMemory, key: string, value: number): void {
  totals[key] = Math.max(totals[key] ?? 0, value);
}
