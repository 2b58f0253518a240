import { type Agent, unrealizedPnl } from './fleet.ts';
import type { Micros } from './units.ts';

/** Notional that a perpetual position may have for a USDC of margin, and the margin below which it is liquidated. */
const MAX_LEVERAGE = 10;
const MAINTENANCE = 0.05;

/** Margin that open perpetual positions tie up: a tenth of their notional. */
export function marginUsed(agent: Agent): Micros {
  return Math.round(notionalOf(agent, 'perpetuals') / MAX_LEVERAGE);
}

/** Notional of all open positions over realized equity. */
export function leverageOf(agent: Agent): number {
  return (notionalOf(agent, 'perpetuals') + notionalOf(agent, 'crypto')) / agent.equity;
}

/** Fall of the price that leaves an agent's perpetual positions the maintenance margin, all of its equity behind them. */
export function liquidationDistance(agent: Agent, now: number): number | undefined {
  const notional = notionalOf(agent, 'perpetuals');
  if (notional === 0) return undefined;
  return Math.min(1, (agent.equity + unrealizedPnl(agent, now)) / notional - MAINTENANCE);
}

function notionalOf(agent: Agent, market: 'crypto' | 'perpetuals'): Micros {
  let sum = 0;
  for (const trade of agent.openTrades) if (trade.market === market) sum += trade.filled;
  return sum;
}
