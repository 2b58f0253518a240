import type { FleetEvent } from '../../simulator/events.ts';
import type { Agent } from '../../simulator/fleet.ts';
import { drawdownOf, isLive, unrealizedPnl } from '../../simulator/fleet.ts';
import { createSimulation } from '../../simulator/simulation.ts';
import type { SimulationOptions } from '../../simulator/options.ts';
import { leverageOf, liquidationDistance, marginUsed } from '../../simulator/margin.ts';
import { toNative, toUsdc } from '../../simulator/units.ts';
import type { WebhookEvent } from '../contracts/webhook-events.ts';
import { webhookBodies } from './webhook-bodies.ts';

/** Totals of one agent since its registration. */
interface Totals {
  readonly trades: { win: number; loss: number; push: number };
  readonly flows: Record<string, { in: number; out: number }>;
  referralFees: number;
  faucetClaims: number;
}

/** Values that the platform reports for an agent instead of the real ones, to make an alert fire. */
export interface Override {
  readonly drawdown_pct?: number;
  readonly balances?: Readonly<Record<string, number>>;
  /** True if the platform does not answer requests for this agent. */
  readonly silent?: boolean;
  /** True if the platform no longer knows this agent. */
  readonly gone?: boolean;
}

/** A simulated fleet that continues with the clock, seen from the platform. */
export type LivingFleet = ReturnType<typeof livingFleet>;

interface LivingFleetOptions {
  readonly clock: () => number;
  /** Receives the events of the history and of the running fleet, in order of time. */
  readonly onEvent?: (event: WebhookEvent) => void;
  /** Receives the fleet's own events, which the platform does not send. */
  readonly onFleetEvent?: (event: FleetEvent) => void;
}

/** Simulates the history of a fleet, and continues the simulation with each call. */
export function livingFleet(options: SimulationOptions, { clock, onEvent, onFleetEvent }: LivingFleetOptions) {
  const totals = new Map<string, Totals>();
  const overrides = new Map<string, Override>();
  const bodies = webhookBodies(() => simulation.fleet);
  const simulation = createSimulation(options, [
    (event) => count(totals, event),
    ...(onEvent ? [(event: FleetEvent) => bodies(event).forEach(onEvent)] : []),
    ...(onFleetEvent ? [onFleetEvent] : []),
  ]);
  const { fleet } = simulation;
  simulation.runUntil(options.end);
  const catchUp = (): void => simulation.runUntil(clock());
  const isKnown = (agent: Agent): boolean =>
    isLive(agent, fleet.timeline.now) && overrides.get(agent.id)?.gone !== true;

  return {
    fleet,
    overrides,
    catchUp,
    agents: (): readonly Agent[] => {
      catchUp();
      return fleet.agents.filter(isKnown);
    },
    /** Returns an agent that the platform knows, or undefined. */
    agent: (id: string): Agent | undefined => {
      catchUp();
      return fleet.agents.find((agent) => agent.id === id && isKnown(agent));
    },
    stats: (agent: Agent) => {
      const { trades, referralFees, faucetClaims } = totalsOf(totals, agent.id);
      const pnl = [...agent.pnlByStrategy].map(([strategy, micros]) => [strategy, toUsdc(micros)] as const);
      const held = new Set([agent.strategy, ...[...agent.openTrades].map(({ strategy }) => strategy)]);
      const now = fleet.timeline.now;
      const distance = liquidationDistance(agent, now);
      return {
        strategy: agent.strategy,
        pnl_usdc: toUsdc([...agent.pnlByStrategy.values()].reduce((sum, micros) => sum + micros, 0)),
        drawdown_pct: overrides.get(agent.id)?.drawdown_pct ?? Math.max(0, drawdownOf(agent)),
        agent_name: agent.name,
        registered_at: new Date(agent.registeredAt).toISOString(),
        status: agent.status,
        pnl_by_strategy: Object.fromEntries([[agent.strategy, 0] as const, ...pnl]),
        unrealized_pnl_by_strategy: Object.fromEntries(
          [...held].map((name) => [name, toUsdc(unrealizedPnl(agent, now, name))]),
        ),
        open_notional_by_market: notional(agent),
        margin_used_usdc: toUsdc(marginUsed(agent)),
        leverage: leverageOf(agent),
        ...(distance === undefined ? {} : { liquidation_distance: distance }),
        trades: { ...trades },
        referral_fees_usdc: toUsdc(referralFees),
        faucet_claims: faucetClaims,
        max_drawdown_pct: agent.maxDrawdown,
        min_balance_usdc: toUsdc(agent.minBalance),
      };
    },
    balances: (agent: Agent) => {
      const wallet = Object.fromEntries(
        Object.entries(agent.wallet).map(([currency, atoms]) => [currency, toNative(atoms)]),
      );
      const { flows } = totalsOf(totals, agent.id);
      const moved = Object.keys(wallet).map((currency) => {
        const { in: deposited = 0, out: withdrawn = 0 } = flows[currency] ?? {};
        return [currency, { in: toNative(deposited), out: toNative(withdrawn) }] as const;
      });
      return { balances: { ...wallet, ...overrides.get(agent.id)?.balances }, flows: Object.fromEntries(moved) };
    },
    openEscrow: (agent: Agent) => {
      const contracts = [...agent.openContracts];
      const locked = contracts.reduce((sum, { fundedAt, amount }) => sum + (fundedAt === null ? 0 : amount), 0);
      return {
        count: contracts.length,
        total_locked_usdc: toUsdc(locked),
        contracts: contracts.map(({ id, status, amount, payee, expiresAt }) => ({
          escrow_id: id,
          status,
          amount_usdc: toUsdc(amount),
          payee_agent_id: payee.id,
          expires_at: new Date(expiresAt).toISOString(),
        })),
      };
    },
    rates: (): Readonly<Record<string, number>> => {
      catchUp();
      return { ...fleet.rates };
    },
  };
}

function count(all: Map<string, Totals>, event: FleetEvent): void {
  if (event.kind === 'trade' && event.pnl !== null) {
    totalsOf(all, event.agentId).trades[event.pnl > 0 ? 'win' : event.pnl < 0 ? 'loss' : 'push'] += 1;
  } else if (event.kind === 'referral_fee') {
    totalsOf(all, event.agentId).referralFees += event.share;
  } else if (event.kind === 'wallet') {
    const { agentId, move, currency, amount } = event;
    const { flows } = totalsOf(all, agentId);
    if (move === 'faucet') totalsOf(all, agentId).faucetClaims += 1;
    if (move !== 'deposit' && move !== 'withdrawal') return;
    flows[currency] ??= { in: 0, out: 0 };
    flows[currency][move === 'deposit' ? 'in' : 'out'] += Math.abs(amount);
  }
}

function totalsOf(all: Map<string, Totals>, agentId: string): Totals {
  const known = all.get(agentId);
  if (known) return known;
  const none: Totals = { trades: { win: 0, loss: 0, push: 0 }, flows: {}, referralFees: 0, faucetClaims: 0 };
  all.set(agentId, none);
  return none;
}

function notional({ openTrades }: Agent): Record<string, number> {
  const micros = { crypto: 0, perpetuals: 0 };
  for (const { market, filled } of openTrades) micros[market] += filled;
  return { crypto: toUsdc(micros.crypto), perpetuals: toUsdc(micros.perpetuals) };
}
