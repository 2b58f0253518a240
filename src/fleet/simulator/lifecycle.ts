import { announce } from './book.ts';
import { currencies, strategyNames } from './facts.ts';
import { type Agent, type Fleet, isLive, unrealizedPnl } from './fleet.ts';
import { DAY, HOUR } from './options.ts';
import { createRandom } from './random.ts';
import { ATOMS } from './units.ts';
import { withdrawMost } from './wallets.ts';

const SWITCHES_PER_DAY = 0.08;
const REASONS = ['volatility regime changed', 'edge decayed', 'rebalanced by operator', 'funding turned'] as const;
const RETIRING_TAKES = 8 * HOUR;
/** Factor by which the risk desk lowers the drawdown limit of a slow agent. */
const NARROWED = 0.8;
const UNUSUAL_BEFORE_END = 5 * HOUR;

/** Starts the agent's strategy switches and the events of its role. */
export function startLife(fleet: Fleet, agent: Agent): void {
  const { random } = agent;
  const change = (): void => {
    if (isLive(agent, fleet.timeline.now) && agent.status === 'active') switchStrategy(fleet, agent);
    fleet.timeline.after(random.exponential(DAY / SWITCHES_PER_DAY), change);
  };
  fleet.timeline.after(random.exponential(DAY / SWITCHES_PER_DAY), change);
  const middle = agent.registeredAt + (fleet.end - agent.registeredAt) * random.between(0.5, 0.7);
  if (agent.role === 'paused') fleet.timeline.at(middle, () => setStatus(fleet, agent, 'paused'));
  if (agent.role === 'slow') fleet.timeline.at(middle, () => narrowLimit(fleet, agent));
  if (agent.role === 'mismatched')
    fleet.timeline.at(Math.max(agent.registeredAt, fleet.end - UNUSUAL_BEFORE_END), () => withdrawMost(fleet, agent));
  if (agent.role === 'retires') {
    // It stops trading first, so that open positions settle before it retires.
    fleet.timeline.at(middle - RETIRING_TAKES, () => setStatus(fleet, agent, 'paused'));
    fleet.timeline.at(middle, () => {
      closeDay(fleet, agent);
      setStatus(fleet, agent, 'retired');
    });
  }
}

/** Closes every day at midnight UTC. */
export function startDays(fleet: Fleet): void {
  const midnight = (): void => {
    for (const agent of fleet.agents) if (isBooked(agent, fleet.timeline.now)) closeDay(fleet, agent);
    fleet.timeline.after(DAY, midnight);
  };
  fleet.timeline.at(Math.floor(fleet.start / DAY) * DAY + DAY, midnight);
}

/** Closes the unfinished last day of every agent. */
export function closeLastDay(fleet: Fleet): void {
  if (fleet.end % DAY === 0) return;
  for (const agent of fleet.agents) if (isBooked(agent, fleet.end)) closeDay(fleet, agent);
}

/** Compares wallet and ledger of every agent each hour; for the last hours, one agent's ledger lacks a transfer. */
export function startReconciliation(fleet: Fleet): void {
  const random = createRandom(fleet.options.seed, 'reconciliation');
  const run = (): void => {
    const { now } = fleet.timeline;
    for (const agent of fleet.agents) {
      if (!isBooked(agent, now)) continue;
      agent.reconciledAt = now;
      for (const currency of currencies) {
        const walletBalance = agent.wallet[currency];
        const isMissing = agent.role === 'mismatched' && currency === 'USDC' && now > fleet.end - 3 * HOUR;
        const ledgerBalance = walletBalance - (isMissing ? 12.5 * ATOMS : 0);
        agent.reconciled[currency] = walletBalance - ledgerBalance;
        fleet.emit({ kind: 'recon', at: now, agentId: agent.id, currency, ledgerBalance, walletBalance });
      }
    }
    fleet.timeline.after(HOUR, run);
  };
  fleet.timeline.at(fleet.start + random.between(0.1, 0.9) * HOUR, run);
}

/** Emits messages that are not trade events from time to time. */
export function startRefusals(fleet: Fleet): void {
  const random = createRandom(fleet.options.seed, 'refused');
  let offset = 1000;
  const refuse = (): void => {
    offset += random.integer(5000);
    const [error, raw] = random.pick([
      ['Cannot parse input: expected "," before: "agent"', '{"event":"order.filled" "agent'],
      ['no agent_id', '{"event":"order.filled","data":"{}"}'],
      ['no timestamp', '{"event":"casino.settled","data":"{\\"agent_id\\":\\"x\\"}"}'],
    ] as const);
    fleet.emit({ kind: 'refused', at: fleet.timeline.now, partition: random.integer(3), offset, error, raw });
    fleet.timeline.after(random.exponential(6 * HOUR), refuse);
  };
  fleet.timeline.after(random.exponential(6 * HOUR), refuse);
}

function isBooked(agent: Agent, now: number): boolean {
  return agent.registeredAt < now && agent.status !== 'retired';
}

function switchStrategy(fleet: Fleet, agent: Agent): void {
  const from = agent.strategy;
  agent.strategy = agent.random.pick(strategyNames.filter((name) => name !== from));
  agent.sessions += 1;
  announce(fleet, agent);
  fleet.emit({
    kind: 'mark',
    at: fleet.timeline.now,
    agentId: agent.id,
    startedAt: null,
    type: 'strategy_switch',
    amount: null,
    text: `Strategy Switch: ${agent.name} from ${from} to ${agent.strategy}, ${agent.random.pick(REASONS)}`,
    tags: [from, agent.strategy],
  });
}

function narrowLimit(fleet: Fleet, agent: Agent): void {
  const from = agent.maxDrawdown;
  agent.maxDrawdown = Number((from * NARROWED).toFixed(4));
  const actor = 'risk desk';
  const common = { at: fleet.timeline.now, agentId: agent.id, actor };
  fleet.emit({ kind: 'limit_changed', ...common, from, maxDrawdown: agent.maxDrawdown });
  fleet.emit({
    kind: 'mark',
    ...common,
    startedAt: null,
    type: 'limit_change',
    amount: null,
    text: `${agent.name}: drawdown limit from ${percent(from)} to ${percent(agent.maxDrawdown)}`,
    tags: ['risk', 'max_drawdown_pct'],
  });
}

function percent(limit: number): string {
  return `${Number((100 * limit).toFixed(2))} %`;
}

function setStatus(fleet: Fleet, agent: Agent, status: 'paused' | 'retired'): void {
  agent.status = status;
  announce(fleet, agent);
}

function closeDay(fleet: Fleet, agent: Agent): void {
  const { now } = fleet.timeline;
  const { day } = agent;
  const unrealized = unrealizedPnl(agent, now);
  const equityClose = agent.equity + unrealized;
  // Capital of the day: equity at its start plus deposits.
  const capital = agent.equity - day.realized - Math.min(day.flow, 0);
  if (capital !== 0) agent.dayGrowth *= 1 + day.realized / capital;
  agent.dayPeak = Math.max(agent.dayPeak, agent.dayGrowth);
  fleet.emit({
    kind: 'day',
    at: now,
    agentId: agent.id,
    day: new Date(now - 1).toISOString().slice(0, 10),
    name: agent.name,
    strategy: agent.strategy,
    equityOpen: day.open,
    netFlow: day.flow,
    pnl: equityClose - day.open - day.flow,
    realized: agent.realized,
    realizedDay: day.realized,
    unrealized,
    equityClose,
    wins: day.wins,
    losses: day.losses,
    pushes: day.pushes,
    drawdown: 1 - agent.dayGrowth / agent.dayPeak,
    fees: day.fees,
    volume: day.volume,
  });
  Object.assign(day, { open: equityClose, flow: 0, realized: 0, wins: 0, losses: 0, pushes: 0, fees: 0, volume: 0 });
}
