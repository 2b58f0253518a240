/** What the figures of all dashboards mean, in one place. */
export const DEFINITIONS = `
| Figure | Definition |
|---|---|
| P&L | Net of fees and funding, in USDC. Realized comes from the ledger; unrealized is a level at the current mark and is never added over time. A settled 0 is a push. |
| Daily return | P&L of the UTC day over the equity at its start plus deposits of the day. Deposits and withdrawals are flows, not P&L. |
| Drawdown | Time-weighted wealth over its running peak, minus 1. The peak includes the start. |
| Sharpe ratio | Mean over sample standard deviation of daily returns, times √365: the market never closes. Standard error √(365/n · (1 + SR²/2)) with the daily ratio SR. |
| Win rate | Wins over wins and losses. Pushes and unsettled trades do not count. |
| Fill rate | Orders with at least one fill over all orders that were filled, cancelled or rejected. |
| Slippage | Basis points against the arrival mid price, positive is a cost, weighted by notional, casino left out. |
| Latency | Time from order submission to the acknowledgement of the exchange. Quantiles are taken of summed buckets, never averaged. |
| Wallet value | Native balance times the rate of its currency. Units of different coins are never added. |
| Total of live figures | Of the agents that report. A gap, not a smaller total, while more than one agent and a tenth of those of the last hour are silent. |
| Referral fee | 15 % of the fee of a referred agent, to its direct referrer. The escrow fee is 1 % of the amount. |
| Time | UTC everywhere: dashboards, days, hours. |
`.trim();
