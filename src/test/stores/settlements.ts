import { DAY, simulationOptions, type SimulationOptions } from '../../fleet/simulator/options.ts';
import { createSimulation } from '../../fleet/simulator/simulation.ts';
import { toUsdc } from '../../fleet/simulator/units.ts';
import { NOW, SEED } from './simulated-fleet.ts';

/** A trade or bet that was settled; P&L in USDC, net. */
export interface Settlement {
  readonly agentId: string;
  readonly at: number;
  readonly pnl: number;
}

/** Returns every settlement of the fleet with these options, in the order of time: what the truth has only sums of. */
export function settlementsOf(given: Partial<SimulationOptions>): Settlement[] {
  const settlements: Settlement[] = [];
  createSimulation(simulationOptions({ end: NOW, seed: SEED, ...given }), [
    (event) => {
      if (event.kind === 'trade' && event.pnl !== null)
        settlements.push({ agentId: event.agentId, at: event.at, pnl: toUsdc(event.pnl) });
    },
  ]).finish();
  return settlements;
}

/** Returns the P&L of each hour, by agent, from its first settlement to its last; hours in ms since 1970. */
export function hourlyPnl(settlements: readonly Settlement[], agentId: string): Map<number, number> {
  return grouped(settlements, agentId, DAY / 24);
}

/** Returns the P&L of each UTC day with a settlement. */
export function dailyPnl(settlements: readonly Settlement[], agentId: string): Map<number, number> {
  return grouped(settlements, agentId, DAY);
}

function grouped(settlements: readonly Settlement[], agentId: string, length: number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { at, pnl } of settlements.filter((settlement) => settlement.agentId === agentId)) {
    const start = Math.floor(at / length) * length;
    sums.set(start, (sums.get(start) ?? 0) + pnl);
  }
  return sums;
}
