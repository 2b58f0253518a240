import { ch, chFrom, chosen, chTable, chTimeInterval, chTo, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';
import { chosenFlow, chosenTrades, type FlowScope, type TradeScope } from './trade-choice.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const flow = chTable('trade_flow_1m');

/** Trade events from ClickHouse. Rollups are read with sum() and GROUP BY, because parts may not be merged yet. */
export const tradeEvents = queries('tradeEvents', {
  /**
   * Win rate of casino bets in the 24 hours before the end of the range, and in the last full hour compared with it.
   */
  casinoWinRate: () => ch`
    SELECT sum(${hourly.win_count}) / nullIf(sum(${hourly.win_count}) + sum(${hourly.loss_count}), 0) AS "24 h",
      sumIf(${hourly.win_count}, ${hourly.hour} >= toStartOfHour(${chTo}) - INTERVAL 1 HOUR)
        / nullIf(sumIf(${hourly.win_count} + ${hourly.loss_count}, ${hourly.hour} >= toStartOfHour(${chTo}) - INTERVAL 1 HOUR), 0)
        - "24 h" AS "last hour vs 24 h"
    FROM ${hourly}
    WHERE ${hourly.market} = 'casino' AND ${hourly.hour} >= ${chTo} - INTERVAL 24 HOUR AND ${hourly.hour} <= ${chTo}`,
  /**
   * Traded volume per market over time: notional of fills, and stakes of casino bets, which are not in the minute
   * rollup.
   */
  volumeByMarket: (scope: FlowScope = {}) => ch`
    SELECT time, ${flow.market}, sum(traded) AS volume
    FROM (
      SELECT ${chTimeInterval(flow.minute)} AS time, ${flow.market}, sum(${flow.volume_sum}) AS traded
      FROM ${flow}
      WHERE ${timeFilter(flow.minute)} AND ${chosenFlow(scope)}
      GROUP BY time, ${flow.market}
      UNION ALL
      SELECT ${chTimeInterval(trade.timestamp)} AS time, ${trade.market}, sum(${trade.notional_usd}) AS traded
      FROM ${trade}
      WHERE ${timeFilter(trade.timestamp)} AND ${trade.market} = 'casino' AND ${trade.event} = 'settle' AND ${chosenTrades(scope)}
      GROUP BY time, ${trade.market}
    )
    GROUP BY time, ${flow.market}
    ORDER BY time`,
  /** Notional-weighted slippage of the last minutes in bps, of instruments with enough fills, without casino bets. */
  slippageOfBusyTickers: (minutes: number, minFills: number) => ch`
    SELECT ${flow.ticker}, 1e4 * sum(${flow.slip_cost_sum}) / sum(${flow.slip_notional_sum}) AS bps
    FROM ${flow}
    WHERE ${flow.minute} >= now() - INTERVAL ${minutes} MINUTE AND ${flow.market} != 'casino'
    GROUP BY ${flow.ticker}
    HAVING sum(${flow.fill_count}) >= ${minFills} AND sum(${flow.slip_notional_sum}) > 0`,
  /** Trading costs of each strategy: fees and slippage in bps of notional, and gross profit divided by gross loss. */
  costByStrategy: () => ch`
    SELECT ${hourly.strategy_name} AS strategy, sum(${hourly.volume_sum}) AS volume,
      1e4 * sum(${hourly.fee_sum}) / nullIf(sum(${hourly.volume_sum}), 0) AS fee_bps,
      1e4 * sum(${hourly.slip_cost_sum}) / nullIf(sum(${hourly.slip_notional_sum}), 0) AS slippage_bps,
      sum(${hourly.gross_profit}) / nullIf(-sum(${hourly.gross_loss}), 0) AS profit_factor
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)}
    GROUP BY strategy
    ORDER BY volume DESC`,
  /** Fills and casino bets per hour of the range so far, and the mean time from order to fill. */
  tradesPerHour: (scope: TradeScope) => ch`
    SELECT uniqExact(${trade.trade_id}) / nullIf(dateDiff('second', ${chFrom}, least(${chTo}, now())) / 3600, 0) AS "Trades per hour",
      avg(${trade.fill_latency_ms}) AS "Average fill"
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND (${trade.event} = 'fill' OR ${trade.market} = 'casino') AND ${chosenTrades(scope)}`,
  /**
   * Seconds since the newest trade event; empty without events. ClickHouse takes the plain max() of a partition key
   * from metadata, without reading the table.
   */
  dataAge: (scope: AgentScope = {}) => ch`
    SELECT dateDiff('second', nullIf(max(${trade.timestamp}), toDateTime64(0, 3, 'UTC')), now()) AS age
    FROM ${trade}
    WHERE ${chosen(trade.agent_id, scope.agent_id)}`,
  /** Options of a variable: all markets. */
  markets: () => ch`SELECT ${hourly.market} FROM ${hourly} GROUP BY ${hourly.market} ORDER BY ${hourly.market}`,
  /** Options of a variable: all instruments. */
  tickers: (scope: FlowScope) =>
    ch`SELECT ${flow.ticker} FROM ${flow} WHERE ${chosenFlow(scope)} GROUP BY ${flow.ticker} ORDER BY ${flow.ticker}`,
});
