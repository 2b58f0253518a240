import { moveWallet, post } from './book.ts';
import { type Currency, currencies, type Ticker } from './facts.ts';
import { type Agent, type Fleet, isLive } from './fleet.ts';
import { DAY, HOUR } from './options.ts';
import { type Atoms, ATOMS, atomsFor, decimal, MICROS, toMicros, worth } from './units.ts';

const SWEEP = 4 * HOUR;
const FAUCET = toMicros(100);
const FLOWS_PER_DAY = 0.4;
/** Share of an agent's USDC that an unusual withdrawal takes. */
const MOST = 0.6;
/** Smallest step of amounts, for readability: a cent of USDC, and a small fraction of a coin. */
const STEP: Readonly<Record<Currency, number>> = {
  USDC: ATOMS / 100,
  BTC: ATOMS / 1e5,
  XMR: ATOMS / 1e4,
  ETH: ATOMS / 1e4,
};

/** Moves realized P&L between trading account and wallet, tops up empty wallets, and makes deposits and withdrawals. */
export function startWallet(fleet: Fleet, agent: Agent): void {
  const sweep = (): void => {
    if (isLive(agent, fleet.timeline.now)) {
      sweepPnl(fleet, agent);
      claimFromFaucet(fleet, agent);
    }
    fleet.timeline.after(SWEEP, sweep);
  };
  const flow = (): void => {
    if (isLive(agent, fleet.timeline.now)) depositOrWithdraw(fleet, agent);
    fleet.timeline.after(agent.random.exponential(DAY / FLOWS_PER_DAY), flow);
  };
  fleet.timeline.after(agent.random.between(0, SWEEP), sweep);
  fleet.timeline.after(agent.random.exponential(DAY / FLOWS_PER_DAY), flow);
}

/** Moves unswept P&L; the part of a loss that exceeds the wallet waits for the next sweep. */
function sweepPnl(fleet: Fleet, agent: Agent): void {
  const balance = Math.floor(agent.wallet.USDC / (ATOMS / MICROS));
  const amount = Math.max(agent.unswept, -balance);
  if (amount === 0) return;
  agent.unswept -= amount;
  moveWallet(fleet, agent, 'USDC', amount > 0 ? 'transfer_in' : 'transfer_out', atomsFor(amount, 1));
}

/** A poor agent never claims, so that its balance stays below the minimum. */
function claimFromFaucet(fleet: Fleet, agent: Agent): void {
  const { now } = fleet.timeline;
  const isEligible =
    agent.wallet.USDC < atomsFor(agent.minBalance * 2, 1) && now - agent.lastFaucetAt > DAY && agent.role !== 'poor';
  if (!isEligible && !(agent.role === 'ordinary' && agent.random.chance(0.004))) return;
  agent.lastFaucetAt = now;
  moveWallet(fleet, agent, 'USDC', 'faucet', atomsFor(FAUCET, 1));
  post(fleet, agent, `faucet/${agent.id}/${now}`, { flow: FAUCET });
  fleet.emit({
    kind: 'mark',
    at: now,
    agentId: agent.id,
    startedAt: null,
    type: 'wallet_topup',
    amount: FAUCET,
    text: `Wallet Top-Up: faucet claim of ${agent.name}, +100 USDC`,
    tags: ['faucet'],
  });
}

function depositOrWithdraw(fleet: Fleet, agent: Agent): void {
  const { random, wallet } = agent;
  const currency: Currency = random.chance(0.65) ? 'USDC' : random.pick(currencies);
  const isDeposit = agent.role !== 'poor' && random.chance(0.55);
  const part =
    Math.floor((wallet[currency] * random.between(0.02, isDeposit ? 0.15 : 0.1)) / STEP[currency]) * STEP[currency];
  if (part > 0) moveMoney(fleet, agent, { currency, part, isDeposit });
}

/** Withdraws most of an agent's USDC at once, which is unusual. */
export function withdrawMost(fleet: Fleet, agent: Agent): void {
  const part = Math.floor((agent.wallet.USDC * MOST) / STEP.USDC) * STEP.USDC;
  if (part > 0) moveMoney(fleet, agent, { currency: 'USDC', part, isDeposit: false });
}

function moveMoney(
  fleet: Fleet,
  agent: Agent,
  { currency, part, isDeposit }: { readonly currency: Currency; readonly part: Atoms; readonly isDeposit: boolean },
): void {
  const value = worth(part, fleet.rates[currency]);
  const signed = isDeposit ? part : -part;
  const type = isDeposit ? 'deposit' : 'withdrawal';
  moveWallet(fleet, agent, currency, type, signed);
  post(fleet, agent, `${type}/${agent.id}/${fleet.timeline.now}`, { flow: isDeposit ? value : -value });
  fleet.emit({
    kind: 'mark',
    at: fleet.timeline.now,
    agentId: agent.id,
    startedAt: null,
    type,
    amount: value,
    text: `${isDeposit ? 'Deposit' : 'Withdrawal'}: ${decimal(value)} USDC in ${currency}, ${agent.name}`,
    tags: [currency],
  });
}

/** Changes the prices of coins and instruments every hour. */
export function startPrices(fleet: Fleet, move: (ticker: Ticker) => number): void {
  const hour = (): void => {
    for (const ticker of Object.keys(fleet.prices) as Ticker[]) fleet.prices[ticker] *= 1 + move(ticker);
    for (const currency of currencies) {
      if (currency !== 'USDC') fleet.rates[currency] = Number(fleet.prices[`${currency}/USDC`].toFixed(8));
      fleet.emit({ kind: 'fx', at: fleet.timeline.now, currency, rate: fleet.rates[currency] });
    }
    fleet.timeline.after(HOUR, hour);
  };
  fleet.timeline.at(fleet.start, hour);
}
