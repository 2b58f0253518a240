import { queries } from '../../query/named.ts';
import { ch, chFrom, chosen, chTable, chTimeInterval, chTo, list, type Sql, timeFilter } from './sql.ts';
import { chosenTrades, type FlowScope, type TradeScope } from './trade-choice.ts';

const trade = chTable('agent_trades');
const tick = chTable('market_ticks');
const book = chTable('order_books');

/** Seconds after a fill, by the name of the column with the markout at that time. */
export const horizons = { after_1m: 60, after_5m: 300, after_30m: 1800 } as const;
/** Largest distance from the midpoint at which an order counts as depth, a fraction. */
const NEAR = 0.001;

/**
 * Markout: the change of the midpoint after a fill in basis points of the fill price, weighted by notional; positive is
 * in the agent's favour. A fill counts only if there is a price after it that is at most two minutes older than the
 * horizon.
 */
export const markout = queries('markout', {
  /** After each horizon, by instrument. */
  byTicker: (scope: TradeScope) => ch`
    SELECT ticker, countIf(seconds = ${horizons.after_1m}) AS fills, ${list(Object.entries(horizons).map(([name, seconds]) => meanOf(seconds, name)))}
    FROM (${valued(Object.values(horizons), scope)})
    GROUP BY ticker
    ORDER BY ticker`,
  /** After one horizon over time, by strategy. */
  byStrategy: (seconds: number, scope: TradeScope) => ch`
    SELECT time, strategy_name, ${meanOf(seconds, 'bps')}
    FROM (${valued([seconds], scope)})
    GROUP BY time, strategy_name
    ORDER BY time`,
});

/** Order books over time, by instrument. */
export const orderBook = queries('orderBook', {
  /** Best ask minus best bid, in basis points of their midpoint. */
  spread: (scope: FlowScope) => ch`
    SELECT ${chTimeInterval(book.timestamp)} AS time, ${book.ticker}, avg(1e4 * (${book.ask_prices}[1] - ${book.bid_prices}[1]) / ((${book.ask_prices}[1] + ${book.bid_prices}[1]) / 2)) AS bps
    FROM ${book}
    WHERE ${snapshots(scope)}
    GROUP BY time, ${book.ticker}
    ORDER BY time`,
  /** Value of all orders near the midpoint on both sides, USD. */
  depth: (scope: FlowScope) => ch`
    SELECT ${chTimeInterval(book.timestamp)} AS time, ${book.ticker},
      avg(arraySum((price, quantity) -> if(price >= ${book.bid_prices}[1] * ${1 - NEAR}, price * quantity, 0), ${book.bid_prices}, ${book.bid_quantities}) + arraySum((price, quantity) -> if(price <= ${book.ask_prices}[1] * ${1 + NEAR}, price * quantity, 0), ${book.ask_prices}, ${book.ask_quantities})) AS depth
    FROM ${book}
    WHERE ${snapshots(scope)}
    GROUP BY time, ${book.ticker}
    ORDER BY time`,
});

/** A row for each fill and horizon: its gain up to then, USD, and its notional. */
function valued(seconds: readonly number[], scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT time, strategy_name, ticker, seconds, notional, sign * (mid / price - 1) * notional AS gain
    FROM (
      SELECT ${chTimeInterval(trade.timestamp)} AS time, ${trade.strategy_name}, ${trade.market}, ${trade.ticker}, ${trade.price}, ${trade.notional_usd} AS notional, if(${trade.side} = 'buy', 1, -1) AS sign, ${trade.timestamp} AS filled_at,
        arrayJoin([${list(seconds.map((second) => ({ sql: String(second) })))}]) AS seconds, addSeconds(${trade.timestamp}, seconds) AS due_at
      FROM ${trade}
      WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'fill' AND ${trade.market} != 'casino' AND ${trade.price} > 0 AND ${chosenTrades(scope)}
    ) AS fills
    ASOF INNER JOIN (
      SELECT ${tick.market}, ${tick.ticker}, ${tick.timestamp} AS told_at, (${tick.bid} + ${tick.ask}) / 2 AS mid
      FROM ${tick}
      WHERE ${tick.timestamp} >= ${chFrom} AND ${tick.timestamp} <= ${chTo} + INTERVAL 1 HOUR
    ) AS ticks ON fills.market = ticks.market AND fills.ticker = ticks.ticker AND fills.due_at >= ticks.told_at
    WHERE told_at > filled_at AND told_at > due_at - INTERVAL 2 MINUTE`;
}

function meanOf(seconds: number, name: string): Sql<'clickhouse'> {
  const is = ch`seconds = ${seconds}`;
  return ch`1e4 * sumIf(gain, ${is}) / nullIf(sumIf(notional, ${is}), 0) AS ${{ sql: name }}`;
}

function snapshots({ market, ticker }: FlowScope): Sql<'clickhouse'> {
  return ch`${timeFilter(book.timestamp)} AND notEmpty(${book.bid_prices}) AND notEmpty(${book.ask_prices}) AND ${chosen(book.market, market)} AND ${chosen(book.ticker, ticker)}`;
}
