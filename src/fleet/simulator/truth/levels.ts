import type { AgentStatus, DayClosed, EscrowChanged, FleetEvent } from '../events.ts';
import type { Currency } from '../facts.ts';
import { type Atoms, toNative, toUsdc, worth } from '../units.ts';

/** The state of one agent at the end; amounts in USDC unless stated otherwise. */
export interface AgentLevels {
  name: string;
  strategy: string;
  status: AgentStatus;
  readonly registeredAt: string;
  referrerId: string | null;
  maxDrawdown: number;
  readonly minBalance: number;
  readonly initialEquity: number;
  /** Initial equity plus all ledger entries including flows, without unrealized P&L. */
  equity: number;
  /** The ledger without flows. */
  realizedPnl: number;
  /** The same by the strategy of each entry, as in `pf_trade_pnl_usdc_total`. */
  readonly pnlByStrategy: Record<string, number>;
  /** Fall of flow-adjusted realized equity from its peak, as in `pf_drawdown_pct`: at the end and at its deepest. */
  drawdown: number;
  maxDrawdownSoFar: number;
  readonly initialWallet: Record<Currency, number>;
  /** Balances in native units. */
  readonly wallet: Record<Currency, number>;
  walletValue: number;
  readonly openNotionalByMarket: Record<string, number>;
  openTrades: number;
  /** Contracts with this agent as the payer. */
  readonly escrow: { open: number; locked: number; overdue: number; secondsToExpiry: number | null };
}

/** The state of the fleet at the end, computed only from its events. */
export interface Levels {
  readonly agents: Record<string, AgentLevels>;
  readonly rates: Record<Currency, number>;
  readonly walletValueByCurrency: Record<Currency, number>;
  readonly nativeTotals: Record<Currency, number>;
  readonly escrow: { open: number; locked: number; overdue: number; byStatus: Record<string, number> };
  /** Number of referrals, and length of the longest chain. */
  readonly referrals: { count: number; depth: number };
}

interface Growth {
  equity: number;
  growth: number;
  peak: number;
  at: number;
  pnl: number;
  flow: number;
  deepest: number;
}

/** Tracks the levels. A class because several sums must change together. */
export class LevelBook {
  private readonly agents: Record<string, AgentLevels> = {};
  private readonly growth: Record<string, Growth> = {};
  private readonly atoms: Record<string, Record<Currency, Atoms>> = {};
  private readonly rates: Record<Currency, number> = { USDC: 1, BTC: 0, XMR: 0, ETH: 0 };
  private readonly contracts = new Map<string, EscrowChanged>();
  private readonly byStatus: Record<string, number> = {};
  private readonly positions = new Map<string, { readonly agentId: string; readonly market: string; filled: number }>();
  readonly days: DayClosed[] = [];

  hear(event: FleetEvent): void {
    if (event.kind === 'fx') this.rates[event.currency] = event.rate;
    else if (event.kind === 'agent_registered') {
      const initial = (currency: Currency): number => toNative(event.initialWallet[currency]);
      const wallet = { USDC: initial('USDC'), BTC: initial('BTC'), XMR: initial('XMR'), ETH: initial('ETH') };
      this.atoms[event.agentId] = { ...event.initialWallet };
      this.growth[event.agentId] = {
        equity: event.initialEquity,
        growth: 1,
        peak: 1,
        at: event.at,
        pnl: 0,
        flow: 0,
        deepest: 0,
      };
      this.agents[event.agentId] = {
        name: event.name,
        strategy: event.strategy,
        status: 'active',
        registeredAt: new Date(event.at).toISOString(),
        referrerId: null,
        maxDrawdown: event.maxDrawdown,
        minBalance: toUsdc(event.minBalance),
        initialEquity: toUsdc(event.initialEquity),
        equity: 0,
        realizedPnl: 0,
        pnlByStrategy: {},
        drawdown: 0,
        maxDrawdownSoFar: 0,
        initialWallet: wallet,
        wallet: { ...wallet },
        walletValue: 0,
        openNotionalByMarket: {},
        openTrades: 0,
        escrow: { open: 0, locked: 0, overdue: 0, secondsToExpiry: null },
      };
    } else if ('agentId' in event) this.hearAgent(event);
  }

  private hearAgent(
    event: Exclude<FleetEvent, { kind: 'fx' | 'tick' | 'book' | 'refused' | 'agent_registered' }>,
  ): void {
    const agent = this.agents[event.agentId];
    if (!agent) throw new Error(`${event.agentId} does something before it is registered.`);
    switch (event.kind) {
      case 'limit_changed':
        agent.maxDrawdown = event.maxDrawdown;
        return;
      case 'agent_changed':
        agent.strategy = event.strategy;
        agent.status = event.status;
        return;
      case 'referred':
        agent.referrerId = event.referrerId;
        return;
      case 'ledger':
        if (event.entry !== 'flow') {
          agent.realizedPnl += toUsdc(event.amount);
          agent.pnlByStrategy[event.strategy] = (agent.pnlByStrategy[event.strategy] ?? 0) + toUsdc(event.amount);
        }
        return this.grow(
          event.agentId,
          event.at,
          event.entry === 'flow' ? 0 : event.amount,
          event.entry === 'flow' ? event.amount : 0,
        );
      case 'wallet': {
        const wallet = this.atoms[event.agentId];
        if (wallet) wallet[event.currency] += event.amount;
        return;
      }
      case 'fill': {
        const position = this.positions.get(event.tradeId) ?? {
          agentId: event.agentId,
          market: event.market,
          filled: 0,
        };
        position.filled += event.notional;
        this.positions.set(event.tradeId, position);
        return;
      }
      case 'trade':
        this.positions.delete(event.tradeId);
        return;
      case 'escrow':
        if (event.from !== null) this.byStatus[event.from] = (this.byStatus[event.from] ?? 0) - 1;
        this.byStatus[event.to] = (this.byStatus[event.to] ?? 0) + 1;
        if (event.closedAt === null) this.contracts.set(event.escrowId, event);
        else this.contracts.delete(event.escrowId);
        return;
      case 'day':
        this.days.push(event);
        return;
      default:
    }
  }

  /** Entries with the same time count as one, so that a fee is not a fall from the profit of its own trade. */
  private grow(agentId: string, at: number, pnl: number, flow: number): void {
    const growth = this.growth[agentId];
    if (!growth) return;
    if (at !== growth.at || (flow !== 0 && growth.pnl !== 0) || (pnl !== 0 && growth.flow !== 0)) settleGrowth(growth);
    growth.at = at;
    growth.pnl += pnl;
    growth.flow += flow;
  }

  /** Returns the levels at a time after the last event. */
  levels(now: number): Levels {
    const totals: Levels = {
      agents: this.agents,
      rates: this.rates,
      walletValueByCurrency: { USDC: 0, BTC: 0, XMR: 0, ETH: 0 },
      nativeTotals: { USDC: 0, BTC: 0, XMR: 0, ETH: 0 },
      escrow: { open: 0, locked: 0, overdue: 0, byStatus: this.byStatus },
      referrals: { count: 0, depth: 0 },
    };
    for (const [agentId, agent] of Object.entries(this.agents)) {
      this.finishAgent(agentId, agent, totals);
      if (agent.referrerId === null) continue;
      totals.referrals.count += 1;
      totals.referrals.depth = Math.max(totals.referrals.depth, this.depthOf(agent));
    }
    for (const contract of this.contracts.values()) {
      const own = this.agents[contract.agentId]?.escrow;
      const left = (contract.expiresAt - now) / 1000;
      for (const escrow of [totals.escrow, ...(own ? [own] : [])]) {
        escrow.open += 1;
        if (contract.fundedAt !== null) escrow.locked += toUsdc(contract.amount);
        if (left < 0) escrow.overdue += 1;
      }
      if (own && left >= 0) own.secondsToExpiry = Math.min(own.secondsToExpiry ?? left, left);
    }
    for (const { agentId, market, filled } of this.positions.values()) {
      const agent = this.agents[agentId];
      if (!agent) continue;
      agent.openTrades += 1;
      agent.openNotionalByMarket[market] = (agent.openNotionalByMarket[market] ?? 0) + toUsdc(filled);
    }
    return totals;
  }

  private finishAgent(agentId: string, agent: AgentLevels, totals: Levels): void {
    const growth = this.growth[agentId];
    if (growth) {
      settleGrowth(growth);
      agent.equity = toUsdc(growth.equity);
      agent.drawdown = 1 - growth.growth / growth.peak;
      agent.maxDrawdownSoFar = growth.deepest;
    }
    for (const [currency, atoms] of Object.entries(this.atoms[agentId] ?? {}) as [Currency, Atoms][]) {
      const value = toUsdc(worth(atoms, this.rates[currency]));
      agent.wallet[currency] = toNative(atoms);
      agent.walletValue += value;
      totals.walletValueByCurrency[currency] += value;
      totals.nativeTotals[currency] += toNative(atoms);
    }
  }

  private depthOf({ referrerId }: AgentLevels): number {
    const referrer = referrerId === null ? undefined : this.agents[referrerId];
    return referrer ? 1 + this.depthOf(referrer) : 0;
  }
}

function settleGrowth(growth: Growth): void {
  if (growth.pnl !== 0) growth.growth *= 1 + growth.pnl / growth.equity;
  growth.peak = Math.max(growth.peak, growth.growth);
  growth.deepest = Math.max(growth.deepest, 1 - growth.growth / growth.peak);
  growth.equity += growth.pnl + growth.flow;
  growth.pnl = 0;
  growth.flow = 0;
}
