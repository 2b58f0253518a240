import { chosen, pg, pgTable, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope, PnlScope } from './variables.ts';

const trade = pgTable('trades');

/** Trades and bets from PostgreSQL, the book of record. P&L is NULL until a trade settles. */
export const tradeBook = queries('tradeBook', {
  /** Sum of profits divided by sum of losses of the trades settled in the range. */
  profitFactor: (scope: PnlScope) => pg`
    SELECT (sum(${trade.pnl_usdc}) FILTER (WHERE ${trade.pnl_usdc} > 0) / nullif(-sum(${trade.pnl_usdc}) FILTER (WHERE ${trade.pnl_usdc} < 0), 0))::float8 AS profit_factor
    FROM ${trade}
    WHERE ${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)} AND ${chosen(trade.strategy, scope.strategy)}`,
  /** The 200 trades settled in the range with the largest absolute P&L. */
  largest: (scope: PnlScope) => pg`
    SELECT ${trade.settled_at}, ${trade.agent_id}, ${trade.strategy}, ${trade.market}, ${trade.ticker}, ${trade.side}, ${trade.notional_usdc},
      ${trade.fee_usdc}, ${trade.pnl_usdc}, ${trade.outcome}, ${trade.trade_id}::text AS trade_id
    FROM ${trade}
    WHERE ${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)} AND ${chosen(trade.strategy, scope.strategy)}
    ORDER BY abs(${trade.pnl_usdc}) DESC
    LIMIT 200`,
  /** The newest 200 trades settled in the range. */
  history: (scope: AgentScope) => pg`
    SELECT ${trade.settled_at}, ${trade.opened_at}, ${trade.strategy}, ${trade.market}, ${trade.ticker}, ${trade.side}, ${trade.notional_usdc},
      ${trade.fee_usdc}, ${trade.pnl_usdc}, ${trade.outcome}, ${trade.trade_id}::text AS trade_id
    FROM ${trade}
    WHERE ${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)}
    ORDER BY ${trade.settled_at} DESC
    LIMIT 200`,
  /** Unsettled trades (pending, filled or partly filled), oldest first, independent of the range. */
  open: (scope: AgentScope) => pg`
    SELECT ${trade.opened_at}, ${trade.strategy}, ${trade.market}, ${trade.ticker}, ${trade.side}, ${trade.notional_usdc}, ${trade.fee_usdc}, ${trade.status},
      extract(epoch FROM now() - ${trade.opened_at})::float8 AS age
    FROM ${trade}
    WHERE ${trade.settled_at} IS NULL AND ${trade.status} IN ('pending', 'filled', 'partial') AND ${chosen(trade.agent_id, scope.agent_id)}
    ORDER BY ${trade.opened_at}
    LIMIT 100`,
});
