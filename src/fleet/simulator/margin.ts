import { type Agent, unrealizedPnl } from './fleet.ts';
import type { Micros } from './units.ts';

/** Most notional of perpetuals per USDC of margin, and the maintenance margin as a fraction of the notional. */
const MAX_LEVERAGE = 10;
const MAINTENANCE = 0.05;

/** Margin of open perpetual positions: a tenth of their notional. */
export function marginUsed(agent: Agent): Micros {
  return Math.round(notionalOf(agent, 'perpetuals') / MAX_LEVERAGE);
}

/** Notional of all open positions divided by realized equity. */
export function leverageOf(agent: Agent): number {
  return (notionalOf(agent, 'perpetuals') + notionalOf(agent, 'crypto')) / agent.equity;
}

/** Price change, as a fraction, at which the agent's equity only covers the maintenance margin of its perpetuals. */
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
