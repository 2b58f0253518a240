import { PNL_IS, RETURN_IS } from './pnl-texts.ts';

/** Definitions of the figures on all dashboards. */
export const DEFINITIONS = `
| Figure | Definition |
|---|---|
| P&L | ${PNL_IS} Unrealized P&L is a level at the current mark and is never added over time. A settled 0 is a push. |
| Live P&L | The same from Prometheus. An agent that is silent or retired keeps its last known P&L, so that its loss does not disappear from the total; the tile next to it shows how many agents report. |
| Daily return | ${RETURN_IS} |
| Drawdown | Compounded daily returns divided by their running peak, minus 1. The peak includes the start. The live drawdown follows each booking, so it can be deeper within a day. |
| Sharpe ratio | Mean divided by sample standard deviation of daily returns, times √365, because the market never closes. Standard error √(365/n · (1 + SR²/2)) with the daily ratio SR. |
| Win rate | Wins divided by wins and losses. Pushes and unsettled trades do not count. |
| Fill rate | Orders with at least one fill divided by all filled, cancelled or rejected orders. |
| Slippage | Basis points against the arrival mid price, positive is a cost, weighted by notional, without the casino. |
| Latency | Time from order submission to the acknowledgement of the exchange. Quantiles are computed from summed buckets, never averaged. |
| Wallet value | Native balance times the rate of its currency. Units of different coins are never added. |
| Total of live figures except P&L | Of the agents that report. The panel shows a gap instead of a smaller total while more than a tenth of the agents of the last hour plus one are silent. |
| Referral fee | 15 % of the fee of a referred agent, to its direct referrer. The escrow fee is 1 % of the amount. |
| Time | UTC everywhere: dashboards, days, hours. |
`.trim();
