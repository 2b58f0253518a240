import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { add } from './truth-case.ts';

// Returns on capital as the simulator knows them, for both stores alike.

/** Returns of the whole fleet as one book, a day each: realized P&L over the capital that it was made with. */
export function bookReturns(truth: Truth): number[] {
  const days = [...new Set(truth.days.map(({ day }) => day))].sort();
  return days.map((day) => dayReturn(truth.days.filter((entry) => entry.day === day)));
}

/** Returns of one agent on each day that it lived. */
export function returnsOf(truth: Truth, agentId: string): number[] {
  return truth.days.filter((entry) => entry.agentId === agentId).map((entry) => dayReturn([entry]));
}

/** Fall of compounded returns from their peak after each day, 0 or less. */
export function falls(returns: readonly number[]): number[] {
  let wealth = 1;
  let peak = 1;
  return returns.map((value) => {
    wealth *= 1 + value;
    peak = Math.max(peak, wealth);
    return wealth / peak - 1;
  });
}

function dayReturn(entries: Truth['days']): number {
  const capital = entries.map(
    ({ equityClose, unrealized, realizedDay, netFlow }) =>
      equityClose - unrealized - realizedDay - Math.min(netFlow, 0),
  );
  return add(entries.map(({ realizedDay }) => realizedDay)) / add(capital);
}
