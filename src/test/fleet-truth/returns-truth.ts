import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import { add } from './truth-case.ts';

// Returns on capital, computed by the simulator for both stores.

/** Daily returns of the whole fleet as one book: realized P&L divided by the capital used. */
export function bookReturns({ days }: Pick<Truth, 'days'>): number[] {
  return [...new Set(days.map(({ day }) => day))]
    .sort()
    .map((day) => dayReturn(days.filter((entry) => entry.day === day)));
}

/** The same for the agents with a strategy, on each day for those that had it then. */
export function strategyReturns(truth: Truth, strategy: string): number[] {
  return bookReturns({ days: truth.days.filter((entry) => entry.strategy === strategy) });
}

/** Returns of one agent on each day of its life. */
export function returnsOf(truth: Truth, agentId: string): number[] {
  return truth.days.filter((entry) => entry.agentId === agentId).map((entry) => dayReturn([entry]));
}

/** The drawdown of compounded returns from their peak after each day, 0 or less. */
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
