import { type Currency, currencies, strategyNames } from './facts.ts';
import type { Agent, Fleet, Role } from './fleet.ts';
import { DAY, HOUR, MINUTE } from './options.ts';
import { createRandom, type Random } from './random.ts';
import { atomsFor, type Micros, toMicros, worth } from './units.ts';

const FIRST_NAMES = [
  'Amber',
  'Basalt',
  'Cobalt',
  'Dorian',
  'Ember',
  'Fathom',
  'Garnet',
  'Halcyon',
  'Indigo',
  'Juniper',
  'Kestrel',
  'Lumen',
  'Mistral',
  'Nimbus',
  'Onyx',
  'Pique',
] as const;
const SHARES: Readonly<Record<Currency, number>> = { USDC: 0.6, BTC: 0.2, XMR: 0.06, ETH: 0.14 };
/** Roles of the last agents of a fleet, starting from the end; a large fleet has several of each. */
const ROLES: readonly Role[] = ['dies', 'retires', 'paused', 'poor', 'mismatched', 'slow', 'rejected', 'bold'];

/** Creates an agent before its registration; `position` counts from 0 in the order of registration. */
export function createAgent(fleet: Omit<Fleet, 'agents'>, position: number): Agent {
  const { options, start, end } = fleet;
  const id = `pf_agent_${String(position + 1).padStart(3, '0')}`;
  const random = createRandom(options.seed, 'agent', id);
  const role = roleOf(position, options.agents);
  const wallet = firstWallet(fleet, firstEquity(role, random), role);
  const equity = currencies.reduce((sum, currency) => sum + worth(wallet[currency], fleet.rates[currency]), 0);
  return {
    id,
    role,
    random,
    wallet,
    equity,
    name: `${FIRST_NAMES[position % FIRST_NAMES.length] ?? ''} ${position + 1}`,
    registeredAt: registrationTime(position, options.agents, start, end),
    maxDrawdown: random.chance(0.2) ? 0.1 : 0.15,
    minBalance: toMicros(50),
    activity: random.between(0.6, 1.4),
    boldness: random.between(0.5, 1.6) * (role === 'bold' ? 4 : 1),
    referralCode: `PF-${random.hex(6).toUpperCase()}`,
    referrer: null,
    strategy: random.pick(strategyNames),
    status: 'active',
    silentFrom: role === 'dies' ? deathOf(position, options.agents, end) : Number.POSITIVE_INFINITY,
    untold: 0,
    sessions: 1,
    hasHalted: false,
    haltedAt: null,
    shocks: role === 'bold' ? shocksOf(start, end) : [],
    initialEquity: equity,
    realized: 0,
    pnlByStrategy: new Map(),
    growth: 1,
    peak: 1,
    dayGrowth: 1,
    dayPeak: 1,
    unswept: 0,
    reconciled: { USDC: 0, BTC: 0, XMR: 0, ETH: 0 },
    reconciledAt: null,
    lastFaucetAt: Number.NEGATIVE_INFINITY,
    results: [],
    openTrades: new Set(),
    openContracts: new Set(),
    day: { open: equity, flow: 0, realized: 0, wins: 0, losses: 0, pushes: 0, fees: 0, volume: 0 },
  };
}

/** Registers an agent and assigns its referrer. */
export function register(fleet: Fleet, agent: Agent): void {
  const at = fleet.timeline.now;
  fleet.emit({
    kind: 'agent_registered',
    at,
    agentId: agent.id,
    name: agent.name,
    strategy: agent.strategy,
    initialEquity: agent.initialEquity,
    minBalance: agent.minBalance,
    maxDrawdown: agent.maxDrawdown,
    initialWallet: { ...agent.wallet },
  });
  agent.referrer = referrerOf(fleet, agent);
  if (agent.referrer)
    fleet.emit({
      kind: 'referred',
      at,
      agentId: agent.id,
      referrerId: agent.referrer.id,
      code: agent.referrer.referralCode,
    });
}

/** Initial equity in USDC. A poor agent cannot fund trades, and a slow agent soon needs the faucet. */
function firstEquity(role: Role, random: Random): Micros {
  if (role === 'poor') return toMicros(random.between(60, 110));
  if (role === 'slow') return toMicros(random.between(120, 160));
  return toMicros((role === 'bold' ? 3000 : 500) + 800 * Math.exp(random.normal(2, 1)));
}

/** An extreme profit and later an extreme loss, which exceeds every drawdown limit. */
function shocksOf(start: number, end: number): { readonly from: number; readonly grossReturn: number }[] {
  return [
    { from: start + 0.4 * (end - start), grossReturn: 1 },
    { from: start + 0.6 * (end - start), grossReturn: -2.6 },
  ];
}

/** Four of five agents exist from the start; the others join within the first third. */
function registrationTime(position: number, agents: number, start: number, end: number): number {
  const early = Math.ceil(agents * 0.8);
  return position < early
    ? start + position
    : start + Math.floor(((end - start) / 3) * ((position - early + 1) / (agents - early + 1)));
}

function roleOf(position: number, agents: number): Role {
  // Roles repeat every 23 agents, and a small fleet has only some of them.
  const fromEnd = agents - 1 - position;
  const index = fromEnd % 23;
  return agents >= 6 && fromEnd < Math.max(agents - 4, 0) && index < Math.min(ROLES.length, agents - 4)
    ? (ROLES[index] ?? 'ordinary')
    : 'ordinary';
}

/** The last agent with this role dies shortly before the end, the others earlier and earlier. */
function deathOf(position: number, agents: number, end: number): number {
  const rank = Math.floor((agents - 1 - position) / 23);
  return end - 40 * MINUTE - rank * 5 * HOUR - (rank > 2 ? DAY : 0);
}

function firstWallet({ rates }: Omit<Fleet, 'agents'>, equity: number, role: Role): Record<Currency, number> {
  // A poor agent has most of its equity in coins with which it cannot trade.
  const share = (currency: Currency): number =>
    role === 'poor' ? { USDC: 0.4, BTC: 0.3, XMR: 0.15, ETH: 0.15 }[currency] : SHARES[currency];
  const amount = (currency: Currency): number => atomsFor(Math.round(equity * share(currency)), rates[currency]);
  return { USDC: amount('USDC'), BTC: amount('BTC'), XMR: amount('XMR'), ETH: amount('ETH') };
}

/** An earlier agent, mostly one of the last ten, so that referral chains get long. The first three form a chain. */
function referrerOf(fleet: Fleet, agent: Agent): Agent | null {
  const position = fleet.agents.indexOf(agent);
  if (position === 0) return null;
  if (position >= 3 && agent.random.chance(0.3)) return null;
  const back = position < 3 ? 1 : 1 + Math.floor(Math.min(position, 10) * agent.random.uniform() ** 2);
  const referrer = fleet.agents[Math.max(0, position - back)];
  return referrer && referrer.registeredAt < agent.registeredAt && referrer.role !== 'retires' ? referrer : null;
}
