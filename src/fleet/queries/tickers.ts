import { chosen, pg, pgTable, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { PnlScope } from './variables.ts';

const trade = pgTable('trades').as('t');

/** Mean P&L of a settled trade, USDC. */
const expectancy = pg`avg(${trade.pnl_usdc})::float8`;
/** Seconds from order to settlement. */
const holding = pg`extract(epoch FROM ${trade.settled_at} - ${trade.opened_at})`;

/** Settled trades and bets from PostgreSQL by instrument; P&L net of fees. */
export const tickers = queries('tickers', {
  /** One row per instrument or game: P&L, number of trades and holding time. */
  pnl: (scope: PnlScope) => pg`
    SELECT ${trade.ticker}, ${trade.market}, sum(${trade.pnl_usdc})::float8 AS pnl, count(*) AS trades,
      (count(*) FILTER (WHERE ${trade.outcome} = 'win')::numeric / nullif(count(*) FILTER (WHERE ${trade.outcome} IN ('win', 'loss')), 0))::float8 AS win_rate,
      ${expectancy} AS expectancy, avg(${holding})::float8 AS holding, sum(${trade.fee_usdc})::float8 AS fees, sum(${trade.notional_usdc})::float8 AS volume
    FROM ${trade}
    WHERE ${settledInRange(scope)}
    GROUP BY ${trade.ticker}, ${trade.market}
    ORDER BY pnl DESC`,
  /** Expectancy and holding time over all instruments. */
  tradeQuality: (scope: PnlScope) => pg`
    SELECT ${expectancy} AS "Expectancy", (percentile_cont(0.5) WITHIN GROUP (ORDER BY ${holding}))::float8 AS "Held (median)"
    FROM ${trade}
    WHERE ${settledInRange(scope)}`,
});

function settledInRange(scope: PnlScope): Sql<'postgres'> {
  return pg`${timeFilter(trade.settled_at)} AND ${chosen(trade.agent_id, scope.agent_id)} AND ${chosen(trade.strategy, scope.strategy)}`;
}
