// What P&L, returns and drawdown are, in the words of every panel that shows them: one definition, said once.

/** The one P&L, whichever store tells it. */
export const PNL_IS =
  'P&L is realized: the ledger without deposits and withdrawals, so trades and bets net of fees and funding, escrow fees and referral income, USDC.';

/** The same where Prometheus tells it. */
export const LIVE_PNL_IS = `${PNL_IS} Live from pf_trade_pnl_usdc_total; an agent that is silent or retired keeps its last known P&L.`;

/** The same where ClickHouse tells it. */
export const COPIED_PNL_IS = `${PNL_IS} From the merged trade events and agent_ledger.`;

/** A part of it: what a strategy, a market or an instrument made. */
export const TRADE_PNL_IS =
  'P&L here is of trades and bets alone, net of their fees and funding: escrow fees and referral income are not in it.';

/** What a Sharpe ratio, a volatility, a value at risk and a drawdown are made of, in PostgreSQL and in ClickHouse. */
export const RETURN_IS =
  'A daily return is the realized P&L of the UTC day over the capital of that day: realized equity at its start plus what came in. Deposits are not a return, open positions are not in it, and days after a retirement do not count.';

/** What a drawdown is in both stores; the live metric follows each booking, so that it can be deeper within a day. */
export const DRAWDOWN_IS = `Fall of compounded daily returns from their peak since registration; the first peak is the start. ${RETURN_IS}`;
