import type { FeeSource, LedgerKind, WalletMove } from './events.ts';
import type { Currency, Strategy } from './facts.ts';
import type { Agent, Fleet } from './fleet.ts';
import { type Atoms, type Micros, worth } from './units.ts';

/** Percentage of a fee that the direct referrer of the paying agent gets. */
const REFERRAL_PERCENT = 15;

/** Writes entries with the same time to the ledger; all except flows are P&L. Amounts of 0 are left out. */
export function post(
  fleet: Fleet,
  agent: Agent,
  ref: string,
  entries: Readonly<Partial<Record<LedgerKind, Micros>>>,
  strategy: Strategy = agent.strategy,
): void {
  const before = agent.equity;
  let pnl = 0;
  for (const [kind, amount] of Object.entries(entries) as [LedgerKind, Micros][]) {
    if (amount === 0) continue;
    if (kind === 'flow') agent.day.flow += amount;
    else pnl += amount;
    agent.equity += amount;
    fleet.emit({ kind: 'ledger', at: fleet.timeline.now, agentId: agent.id, strategy, entry: kind, amount, ref });
  }
  if (pnl === 0) return;
  agent.realized += pnl;
  if (fleet.timeline.now >= agent.silentFrom) agent.untold += pnl;
  agent.day.realized += pnl;
  agent.pnlByStrategy.set(strategy, (agent.pnlByStrategy.get(strategy) ?? 0) + pnl);
  agent.unswept += pnl;
  agent.growth *= 1 + pnl / before;
  agent.peak = Math.max(agent.peak, agent.growth);
}

/** Pays the referrer of an agent its share of a fee that the agent paid. */
export function shareFee(fleet: Fleet, payer: Agent, source: FeeSource, ref: string, baseFee: Micros): void {
  const { referrer } = payer;
  if (referrer === null || referrer.status === 'retired' || baseFee <= 0) return;
  const share = Math.round((baseFee * REFERRAL_PERCENT) / 100);
  fleet.emit({
    kind: 'referral_fee',
    at: fleet.timeline.now,
    agentId: referrer.id,
    referredId: payer.id,
    source,
    ref,
    baseFee,
    share,
  });
  post(fleet, referrer, ref, { referral: share });
}

/** Changes the balance of a wallet by a signed amount. */
export function moveWallet(fleet: Fleet, agent: Agent, currency: Currency, move: WalletMove, amount: Atoms): void {
  agent.wallet[currency] += amount;
  fleet.emit({
    kind: 'wallet',
    at: fleet.timeline.now,
    agentId: agent.id,
    currency,
    move,
    amount,
    amountUsdc: worth(amount, fleet.rates[currency]),
    balanceAfter: agent.wallet[currency],
    txHash: `0x${agent.random.hex(40)}`,
  });
}

/** Emits a change of strategy or status. */
export function announce(fleet: Fleet, agent: Agent, actor?: string): void {
  fleet.emit({
    kind: 'agent_changed',
    at: fleet.timeline.now,
    agentId: agent.id,
    strategy: agent.strategy,
    status: agent.status,
    ...(actor === undefined ? {} : { actor }),
  });
}
