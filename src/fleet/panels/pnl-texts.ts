// Definitions of P&L, returns and drawdown, shared by the descriptions of all panels that show them.

/** P&L in every store. */
export const PNL_IS =
  'P&L is realized: the ledger without deposits and withdrawals, so trades and bets net of fees and funding, escrow fees and referral income, USDC.';

/** P&L in Prometheus. */
export const LIVE_PNL_IS = `${PNL_IS} Live from pf_trade_pnl_usdc_total; an agent that is silent or retired keeps its last known P&L.`;

/** P&L in ClickHouse. */
export const COPIED_PNL_IS = `${PNL_IS} From the merged trade events and agent_ledger.`;

/** The part of it that belongs to a strategy, a market or an instrument. */
export const TRADE_PNL_IS =
  'P&L here is only of trades and bets, net of their fees and funding, without escrow fees and referral income.';

/** Daily return, the basis of ratios, volatility, value at risk and drawdown in PostgreSQL and ClickHouse. */
export const RETURN_IS =
  'A daily return is the realized P&L of the UTC day divided by the capital of that day: realized equity at its start plus deposits. Deposits are not a return, open positions are not included, and days after a retirement do not count.';

/** Drawdown in both stores; the live metric follows each booking, so it can be deeper within a day. */
export const DRAWDOWN_IS = `Fall of compounded daily returns from their peak since registration; the first peak is the start. ${RETURN_IS}`;
