import type { AgentStats, Balances, EscrowList } from './api-client.ts';
import type { AgentMemory } from './state.ts';

/** An answer and when it came, Unix milliseconds. */
export interface Reported<T> {
  readonly at: number;
  readonly value: T;
}

/** What the exporter knows of one agent that lives. */
export interface AgentView {
  readonly id: string;
  readonly memory: AgentMemory;
  balances?: Reported<Balances>;
  stats?: Reported<AgentStats>;
  escrow?: Reported<EscrowList>;
  /** True until its counters were shown at 0: only then is their first rise seen as one. */
  isNewborn: boolean;
}

/** Takes the balances, and the totals in them. */
export function takeBalances(view: AgentView, value: Balances, at: number): void {
  view.balances = { at, value };
  for (const [currency, flows] of Object.entries(value.flows ?? {})) {
    raise(view.memory, totalKeys.flow(currency, 'in'), flows.in);
    raise(view.memory, totalKeys.flow(currency, 'out'), flows.out);
  }
}

/** Takes the statistics, the totals in them, and what they change of the P&L by strategy. */
export function takeStats(view: AgentView, value: AgentStats, at: number): void {
  view.stats = { at, value };
  const { memory } = view;
  splitPnl(memory.pnl, value);
  for (const [outcome, count] of Object.entries(value.trades ?? {})) raise(memory, totalKeys.trades(outcome), count);
  if (value.referral_fees_usdc !== undefined) raise(memory, totalKeys.referralFees, value.referral_fees_usdc);
  if (value.faucet_claims !== undefined) raise(memory, totalKeys.faucetClaims, value.faucet_claims);
}

/** Takes the open escrow contracts. */
export function takeEscrow(view: AgentView, value: EscrowList, at: number): void {
  view.escrow = { at, value };
}

/** Names of totals in the memory. */
export const totalKeys = {
  trades: (outcome: string) => `trades/${outcome}`,
  flow: (currency: string, direction: 'in' | 'out') => `flow/${direction}/${currency}`,
  referralFees: 'referral_fees',
  faucetClaims: 'faucet_claims',
} as const;

/**
 * Splits the agent's P&L over its strategies. The API names one strategy and one sum over all of them: what the sum moved since the last
 * poll was made by the strategy of now, and what an earlier one made stays as it was.
 */
function splitPnl(pnl: Record<string, number>, { strategy, pnl_usdc: sum, pnl_by_strategy: known }: AgentStats): void {
  if (known !== undefined) {
    for (const name of Object.keys(pnl)) if (!Object.hasOwn(known, name)) delete pnl[name];
    Object.assign(pnl, known);
    pnl[strategy] ??= 0;
    return;
  }
  const others = Object.entries(pnl).reduce((total, [name, value]) => (name === strategy ? total : total + value), 0);
  // Hidden digits of a binary fraction would grow with every poll.
  pnl[strategy] = Math.round((sum - others) * 1e8) / 1e8;
}

/** A total never falls: what an API takes back would look like a restart of the counter, and count everything again. */
function raise({ totals }: AgentMemory, key: string, value: number): void {
  totals[key] = Math.max(totals[key] ?? 0, value);
}
