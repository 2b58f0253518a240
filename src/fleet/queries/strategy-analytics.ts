import { ch, chTable, chTimeInterval, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { chosenHours, type TradeScope } from './trade-choice.ts';

const hourly = chTable('agent_pnl_hourly');

const volume: Sql<'clickhouse'> = ch`sum(${hourly.volume_sum})`;
const feeBps: Sql<'clickhouse'> = ch`1e4 * sum(${hourly.fee_sum}) / nullIf(${volume}, 0)`;
const profitFactor: Sql<'clickhouse'> = ch`sum(${hourly.gross_profit}) / nullIf(-sum(${hourly.gross_loss}), 0)`;

/** Strategies from ClickHouse, over all agents that traded them in the range; ratios are ratios of sums. */
export const strategyAnalytics = queries('strategyAnalytics', {
  /** Cumulative P&L since the start of the range. */
  cumulativePnl: (scope: TradeScope) => ch`
    SELECT time, strategy, sum(pnl) OVER (PARTITION BY strategy ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cumulative_pnl
    FROM (
      SELECT ${chTimeInterval(hourly.hour)} AS time, ${hourly.strategy_name} AS strategy, sum(${hourly.pnl_sum}) AS pnl
      FROM ${hourly}
      WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
      GROUP BY time, strategy
    )
    ORDER BY time`,
  /** One row per strategy: size, P&L, costs and result per trade. */
  comparison: (scope: TradeScope) => ch`
    SELECT ${hourly.strategy_name} AS strategy, uniqExact(${hourly.agent_id}) AS agents, sum(${hourly.settled_count}) AS trades, sum(${hourly.pnl_sum}) AS pnl,
      pnl / nullIf(trades, 0) AS trade_pnl, ${volume} AS volume,
      1e4 * pnl / nullIf(volume, 0) AS return_bps,
      1e4 * sum(${hourly.slip_cost_sum}) / nullIf(sum(${hourly.slip_notional_sum}), 0) AS slippage_bps,
      ${feeBps} AS fee_bps, ${profitFactor} AS profit_factor,
      trades / nullIf(uniqExact(${hourly.agent_id}, toDate(${hourly.hour}, 'UTC')), 0) AS trades_per_agent_day
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
    GROUP BY strategy
    ORDER BY pnl DESC`,
  /** Fees of each strategy relative to its volume and to its gross profit. */
  feeEfficiency: (scope: TradeScope) => ch`
    SELECT ${hourly.strategy_name} AS strategy, sum(${hourly.fee_sum}) AS fees, ${feeBps} AS fee_bps,
      sum(${hourly.fee_sum}) / nullIf(sum(${hourly.gross_profit}), 0) AS fees_to_profit, ${profitFactor} AS profit_factor
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
    GROUP BY strategy
    ORDER BY fees_to_profit DESC NULLS LAST`,
});
