import { stream, where } from './logql.ts';
import { ch, chTable, chTimeInterval, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { chosenTrades, type TradeScope } from './trade-choice.ts';

const trade = chTable('agent_trades');

const firstSeen: Sql<'clickhouse'> = ch`first_seen`;

/**
 * Outcomes of orders from ClickHouse: filled, cancelled or rejected. Every order counts once, also with several events.
 */
export const orders = queries('orders', {
  /** Orders with at least one fill divided by all orders. */
  fillRate: (scope: TradeScope) =>
    ch`SELECT sum(is_filled) / nullIf(count(), 0) AS fill_rate FROM (${perOrder(scope)})`,
  /**
   * The same over time per order type, by the time of an order's first event; points with too few orders are left out.
   */
  fillRateByType: (minOrders: number, scope: TradeScope) => ch`
    SELECT ${chTimeInterval(firstSeen)} AS time, type, sum(is_filled) / count() AS fill_rate
    FROM (${perOrder(scope)})
    GROUP BY time, type
    HAVING count() >= ${minOrders}
    ORDER BY time`,
  /** Rejected orders over time per error code; a redelivered reject counts once. */
  rejectsByCode: (scope: TradeScope) => ch`
    SELECT ${chTimeInterval(trade.timestamp)} AS time, if(${trade.error_code} = '', 'not given', ${trade.error_code}) AS code, uniqExact(${trade.trade_id}) AS rejects
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'reject' AND ${chosenTrades(scope)}
    GROUP BY time, code
    ORDER BY time`,
  /** The newest rejected orders. */
  recentRejects: (scope: TradeScope) => ch`
    SELECT ${trade.timestamp}, ${trade.agent_id}, ${trade.error_code}, ${trade.market}, ${trade.ticker}, ${trade.side}, ${trade.order_type}, ${trade.quantity}, ${trade.price},
      ${trade.strategy_name}, ${trade.pf_order_id}
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'reject' AND ${chosenTrades(scope)}
    ORDER BY ${trade.timestamp} DESC, ${trade.trade_id}
    LIMIT 1 BY ${trade.trade_id}
    LIMIT 100`,
  /** Orders and fills by hour of the UTC day and order type. */
  qualityByHour: (scope: TradeScope) => ch`
    WITH sent AS (
      SELECT toHour(first_seen, 'UTC') AS utc_hour, type, count() AS orders, sum(is_filled) / count() AS fill_rate, avg(filled_part) AS mean_fill
      FROM (${perOrder(scope)})
      GROUP BY utc_hour, type
    ), filled AS (
      SELECT toHour(${trade.timestamp}, 'UTC') AS utc_hour, ${trade.order_type} AS type,
        sum(${trade.slippage_bps} * ${trade.notional_usd}) / nullIf(sumIf(${trade.notional_usd}, ${trade.slippage_bps} IS NOT NULL), 0) AS slippage,
        quantileExactInclusive(0.95)(${trade.slippage_bps}) AS slippage_p95, avg(${trade.fill_latency_ms}) AS latency, sum(${trade.notional_usd}) AS volume
      FROM ${trade}
      WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'fill' AND ${chosenTrades(scope)}
      GROUP BY utc_hour, type
    )
    SELECT concat(leftPad(toString(utc_hour), 2, '0'), ':00') AS hour, type, orders, fill_rate, mean_fill, slippage, slippage_p95, latency, volume
    FROM sent
    LEFT JOIN filled USING (utc_hour, type)
    ORDER BY utc_hour, type`,
  /** Log lines of agents and webhooks about one order. */
  logLines: (orderId: string) =>
    where(stream({ service_name: { regex: 'pf-agent|pf-webhook' } }), { order_id: orderId }),
});

/**
 * One row per order with a fill, cancel or reject; settlements and casino bets are not orders. Grouping by a hash is
 * twice as fast as by the id.
 */
function perOrder(scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT any(${trade.order_type}) AS type, min(${trade.timestamp}) AS first_seen, max(${trade.event} = 'fill') AS is_filled, max(${trade.fill_ratio}) AS filled_part
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} IN ('fill', 'cancel', 'reject') AND ${trade.pf_order_id} != '' AND ${chosenTrades(scope)}
    GROUP BY cityHash64(${trade.agent_id}, ${trade.pf_order_id})`;
}
