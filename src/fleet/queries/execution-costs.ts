import { ch, chTable, chTimeInterval, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { chosenFlow, chosenHours, chosenTrades, type FlowScope, type TradeScope } from './trade-choice.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const flow = chTable('trade_flow_1m');
const notCasino: Sql<'clickhouse'> = ch`${trade.market} != 'casino'`;

/** Costs of order execution from ClickHouse; casino bets are not orders. */
export const executionCosts = queries('executionCosts', {
  /** Implementation shortfall of the range, USD: cost of fills against the arrival price, plus fees. */
  shortfall: (scope: TradeScope) => ch`
    SELECT sum(${hourly.slip_cost_sum}) AS "Slippage", sum(${hourly.fee_sum}) AS "Fees", "Slippage" + "Fees" AS "Shortfall",
      1e4 * "Shortfall" / nullIf(sum(${hourly.volume_sum}), 0) AS "Of volume"
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)} AND ${hourly.market} != 'casino' AND ${chosenHours(scope)}`,
  /** Share of orders that were cancelled without a fill. */
  cancelRatio: (scope: TradeScope) => ch`
    SELECT sum(is_cancelled AND NOT is_filled) / nullIf(count(), 0) AS cancel_ratio
    FROM (
      SELECT max(${trade.event} = 'fill') AS is_filled, max(${trade.event} = 'cancel') AS is_cancelled
      FROM ${trade}
      WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} IN ('fill', 'cancel', 'reject') AND ${trade.pf_order_id} != '' AND ${chosenTrades(scope)}
      GROUP BY cityHash64(${trade.agent_id}, ${trade.pf_order_id})
    )`,
  /** 50th, 95th and 99th percentile of the time from order to fill, ms, from the states of the minute rollup. */
  fillLatency: (scope: FlowScope) => ch`
    SELECT time, quantiles[1] AS "p50", quantiles[2] AS "p95", quantiles[3] AS "p99"
    FROM (
      SELECT ${chTimeInterval(flow.minute)} AS time, quantilesTDigestMerge(0.5, 0.95, 0.99)(${flow.latency_q}) AS quantiles
      FROM ${flow}
      WHERE ${timeFilter(flow.minute)} AND ${flow.market} != 'casino' AND ${chosenFlow(scope)}
      GROUP BY time
    )
    ORDER BY time`,
  /** Fees and slippage of maker and taker fills; without a maker flag in the event, the order type decides. */
  makerTaker: (scope: TradeScope) => ch`
    SELECT multiIf(${trade.liquidity} != 'unknown', toString(${trade.liquidity}), ${trade.order_type} = 'limit', 'maker (limit)', 'taker (other types)') AS side_of_book, count() AS fills, sum(${trade.notional_usd}) AS volume,
      1e4 * sum(${trade.fee_usd}) / nullIf(sum(${trade.notional_usd}), 0) AS fee_bps,
      sum(${trade.slippage_bps} * ${trade.notional_usd}) / nullIf(sumIf(${trade.notional_usd}, ${trade.slippage_bps} IS NOT NULL), 0) AS slippage_bps
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'fill' AND ${notCasino} AND ${chosenTrades(scope)}
    GROUP BY side_of_book
    ORDER BY volume DESC`,
});
