import { announce, shareFee } from './book.ts';
import type { Strategy } from './facts.ts';
import { type Agent, drawdownOf, type Fleet } from './fleet.ts';
import { DAY, HOUR } from './options.ts';
import { decimal, MICROS, type Micros } from './units.ts';

/** A settled trade or bet that is already in the ledger. */
export interface Result {
  readonly strategy: Strategy;
  readonly source: 'trade' | 'casino';
  readonly ref: string;
  /** Ticker or game. */
  readonly what: string;
  readonly notional: Micros;
  readonly fee: Micros;
  readonly pnl: Micros;
}

const LARGE = 100 * MICROS;
const MEMORY = 30 * DAY;
const LIMIT_ACTOR = 'own drawdown limit';
/** Actor that resumes a halted agent. */
const RISK_DESK = 'risk desk';

/** Adds a result to the day, shares its fee, marks it if it is large, and halts an agent with too large a drawdown. */
export function bookResult(fleet: Fleet, agent: Agent, result: Result): void {
  const { pnl, fee, notional } = result;
  const { day } = agent;
  if (pnl > 0) day.wins += 1;
  else if (pnl < 0) day.losses += 1;
  else day.pushes += 1;
  day.fees += fee;
  day.volume += notional;
  shareFee(fleet, agent, result.source, result.ref, fee);
  if (isLarge(agent, fleet.timeline.now, pnl)) {
    const type = pnl > 0 ? 'large_win' : 'large_loss';
    const title = `${pnl > 0 ? 'Large Win' : 'Large Loss'} - ${result.source === 'casino' ? 'Casino' : 'Trade'}`;
    fleet.emit({
      kind: 'mark',
      at: fleet.timeline.now,
      agentId: agent.id,
      startedAt: null,
      type,
      amount: pnl,
      text: `${title}: ${agent.name} ${decimal(pnl)} USDC on ${result.what}`,
      tags: [result.source, result.what],
    });
  }
  haltIfDeep(fleet, agent);
}

/** Returns true above the agent's 99th percentile of 30 days and above 100 USDC. */
function isLarge({ results: history }: Agent, now: number, pnl: Micros): boolean {
  const size = Math.abs(pnl);
  while (history[0] !== undefined && history[0].at < now - MEMORY) history.shift();
  // With few results, every second one would be the largest so far.
  const isOutlier =
    size > LARGE &&
    history.length >= 10 &&
    history.filter((earlier) => earlier.size >= size).length < history.length / 100;
  history.push({ at: now, size });
  return isOutlier;
}

/** Halts an agent once when it reaches its own limit; the risk desk resumes it hours later. */
function haltIfDeep(fleet: Fleet, agent: Agent): void {
  if (agent.status !== 'active' || agent.hasHalted || drawdownOf(agent) < agent.maxDrawdown) return;
  agent.hasHalted = true;
  agent.status = 'halted';
  agent.haltedAt = fleet.timeline.now;
  const percent = (drawdownOf(agent) * 100).toFixed(1);
  announce(fleet, agent, LIMIT_ACTOR);
  fleet.emit({
    kind: 'mark',
    at: fleet.timeline.now,
    agentId: agent.id,
    startedAt: null,
    type: 'halt',
    amount: null,
    text: `${agent.name} halted: drawdown ${percent} %`,
    tags: ['risk'],
    actor: LIMIT_ACTOR,
  });
  fleet.timeline.after(agent.random.between(5, 9) * HOUR, () => {
    if (agent.status !== 'halted') return;
    agent.status = 'active';
    announce(fleet, agent, RISK_DESK);
    fleet.emit({
      kind: 'mark',
      at: fleet.timeline.now,
      agentId: agent.id,
      startedAt: null,
      type: 'resume',
      amount: null,
      text: `${agent.name} resumed, position sizes reviewed`,
      tags: ['risk'],
      actor: RISK_DESK,
    });
  });
}
