import { chosen, pg, pgTable, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope, PnlScope } from './variables.ts';

const trade = pgTable('trades');
/** Seconds from the order to the settlement. */
const held = pg`extract(epoch FROM ${trade.settled_at} - ${trade.opened_at})::float8`;

/** Trades and bets from PostgreSQL, the book of record. P&L is NULL until a trade settles. */
export const tradeBook = queries('tradeBook', {
  /** Sum of profits over sum of losses of the trades settled in the range. */
  profitFactor: (scope: PnlScope) => pg`
    SELECT (sum(${trade.pnl_usdc}) FILTER (WHERE ${trade.pnl_usdc} > 0) / nullif(-sum(${trade.pnl_usdc}) FILTER (WHERE ${trade.pnl_usdc} < 0), 0))::float8 AS profit_factor
    FROM ${trade}
    WHERE ${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)} AND ${chosen(trade.strategy, scope.strategy)}`,
  /** The 200 trades settled in the range that moved the P&L most, up or down. */
  largest: (scope: PnlScope) => pg`
    SELECT ${trade.settled_at}, ${trade.agent_id}, ${trade.strategy}, ${trade.market}, ${trade.ticker}, ${trade.side}, ${trade.notional_usdc},
      ${trade.fee_usdc}, ${trade.pnl_usdc}, ${trade.outcome}, ${trade.trade_id}::text AS trade_id
    FROM ${trade}
    WHERE ${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)} AND ${chosen(trade.strategy, scope.strategy)}
    ORDER BY abs(${trade.pnl_usdc}) DESC
    LIMIT 200`,
  /** P&L of the trades and bets settled in the range per instrument or game, the best first, with what it took. */
  byTicker: (scope: PnlScope) => pg`
    SELECT ${trade.ticker}, min(${trade.market}) AS market, sum(${trade.pnl_usdc})::float8 AS pnl, count(*) AS trades,
      (count(*) FILTER (WHERE ${trade.outcome} = 'win'))::float8 / nullif(count(*) FILTER (WHERE ${trade.outcome} IN ('win', 'loss')), 0) AS win_rate,
      sum(${trade.notional_usdc})::float8 AS volume, sum(${trade.fee_usdc})::float8 AS fees,
      (1e4 * sum(${trade.pnl_usdc}) / nullif(sum(${trade.notional_usdc}), 0))::float8 AS return_bps
    FROM ${trade}
    WHERE ${settledIn(scope)}
    GROUP BY ${trade.ticker}
    ORDER BY pnl DESC, ${trade.ticker}`,
  /** What a settled trade or bet of the range brings on average, and what a win and a loss are worth, USDC. */
  expectancy: (scope: PnlScope) => pg`
    SELECT avg(${trade.pnl_usdc})::float8 AS "Per trade", (avg(${trade.pnl_usdc}) FILTER (WHERE ${trade.pnl_usdc} > 0))::float8 AS "Average win",
      (avg(${trade.pnl_usdc}) FILTER (WHERE ${trade.pnl_usdc} < 0))::float8 AS "Average loss", nullif(count(*), 0) AS "Trades"
    FROM ${trade}
    WHERE ${settledIn(scope)}`,
  /** How long the trades settled in the range were open per strategy, seconds; a bet is over at once and left out. */
  holdingTime: (scope: PnlScope) => pg`
    SELECT ${trade.strategy}, percentile_cont(0.5) WITHIN GROUP (ORDER BY ${held}) AS p50, percentile_cont(0.9) WITHIN GROUP (ORDER BY ${held}) AS p90,
      avg(${held})::float8 AS mean, count(*) AS trades
    FROM ${trade}
    WHERE ${settledIn(scope)} AND ${trade.market} <> 'casino'
    GROUP BY ${trade.strategy}
    ORDER BY p50 DESC, ${trade.strategy}`,
  /** The newest 200 trades settled in the range. */
  history: (scope: AgentScope) => pg`
    SELECT ${trade.settled_at}, ${trade.opened_at}, ${trade.strategy}, ${trade.market}, ${trade.ticker}, ${trade.side}, ${trade.notional_usdc},
      ${trade.fee_usdc}, ${trade.pnl_usdc}, ${trade.outcome}, ${trade.trade_id}::text AS trade_id
    FROM ${trade}
    WHERE ${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)}
    ORDER BY ${trade.settled_at} DESC
    LIMIT 200`,
  /** Trades that are not settled: pending, filled or partly filled, the oldest first, whatever the range. */
  open: (scope: AgentScope) => pg`
    SELECT ${trade.opened_at}, ${trade.strategy}, ${trade.market}, ${trade.ticker}, ${trade.side}, ${trade.notional_usdc}, ${trade.fee_usdc}, ${trade.status},
      extract(epoch FROM now() - ${trade.opened_at})::float8 AS age
    FROM ${trade}
    WHERE ${trade.settled_at} IS NULL AND ${trade.status} IN ('pending', 'filled', 'partial') AND ${chosen(trade.agent_id, scope.agent_id)}
    ORDER BY ${trade.opened_at}
    LIMIT 100`,
});

function settledIn(scope: PnlScope): Sql<'postgres'> {
  return pg`${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)} AND ${chosen(trade.strategy, scope.strategy)}`;
}
