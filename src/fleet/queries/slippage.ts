import { ch, chFrom, chTable, chTimeInterval, chTo, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { chosenFlow, chosenTrades, type FlowScope, type TradeScope } from './trade-choice.ts';

const trade = chTable('agent_trades');
const flow = chTable('trade_flow_1m');

const meanBps: Sql<'clickhouse'> = ch`1e4 * sum(${flow.slip_cost_sum}) / nullIf(sum(${flow.slip_notional_sum}), 0)`;

/**
 * Slippage from ClickHouse in basis points against the arrival mid price; positive is a cost. Means are weighted by
 * notional.
 */
export const slippage = queries('slippage', {
  /** Mean over time of the instruments with the most volume; points with too few fills are left out. */
  byTicker: (tickers: number, minFills: number, scope: FlowScope) => ch`
    SELECT ${chTimeInterval(flow.minute)} AS time, ${flow.ticker}, ${meanBps} AS bps
    FROM ${flow}
    WHERE ${minutes(scope)} AND ${flow.ticker} IN (${busiest(tickers, scope)})
    GROUP BY time, ${flow.ticker}
    HAVING sum(${flow.fill_count}) >= ${minFills}
    ORDER BY time`,
  /**
   * Mean by hour of the UTC day and instrument, of the instruments with the most volume; NULL with too few fills.
   */
  byHourAndTicker: (tickers: number, minFills: number, scope: FlowScope) => ch`
    SELECT leftPad(toString(toHour(${flow.minute}, 'UTC')), 2, '0') AS utc_hour, ${flow.ticker}, if(sum(${flow.fill_count}) >= ${minFills}, ${meanBps}, NULL) AS bps
    FROM ${flow}
    WHERE ${minutes(scope)} AND ${flow.ticker} IN (${busiest(tickers, scope)})
    GROUP BY utc_hour, ${flow.ticker}
    ORDER BY utc_hour, ${flow.ticker}`,
  /** Quantiles per side over at most the last 7 days of the range, because they are computed from single fills. */
  bySide: (scope: TradeScope) => ch`
    SELECT ${trade.side}, count() AS fills, sum(${trade.slippage_bps} * ${trade.notional_usd}) / nullIf(sum(${trade.notional_usd}), 0) AS mean_bps,
      quantileExactInclusive(0.5)(${trade.slippage_bps}) AS p50, quantileExactInclusive(0.9)(${trade.slippage_bps}) AS p90, quantileExactInclusive(0.99)(${trade.slippage_bps}) AS p99
    FROM ${trade}
    WHERE ${trade.timestamp} >= greatest(${chFrom}, ${chTo} - INTERVAL 7 DAY) AND ${trade.timestamp} <= ${chTo} AND ${pricedFills(scope)}
    GROUP BY ${trade.side}
    ORDER BY ${trade.side}`,
  /** Slippage and size of 5,000 fills, the same at every refresh. */
  againstSize: (scope: TradeScope) => ch`
    SELECT ${trade.notional_usd}, ${trade.slippage_bps}, ${trade.ticker}, ${trade.side}, ${trade.agent_id}
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND ${trade.notional_usd} > 0 AND ${pricedFills(scope)}
    ORDER BY cityHash64(${trade.trade_id})
    LIMIT 5000`,
  /** Mean and 99th percentile of all fills. */
  summary: (scope: TradeScope) => ch`
    SELECT sum(${trade.slippage_bps} * ${trade.notional_usd}) / nullIf(sum(${trade.notional_usd}), 0) AS "Average", quantileExactInclusive(0.99)(${trade.slippage_bps}) AS "p99"
    FROM ${trade}
    WHERE ${timeFilter(trade.timestamp)} AND ${pricedFills(scope)}`,
});

/** Fills that have an arrival price; a casino bet has none. */
function pricedFills(scope: TradeScope): Sql<'clickhouse'> {
  return ch`${trade.event} = 'fill' AND ${trade.market} != 'casino' AND ${trade.slippage_bps} IS NOT NULL AND ${chosenTrades(scope)}`;
}

function minutes(scope: FlowScope): Sql<'clickhouse'> {
  return ch`${timeFilter(flow.minute)} AND ${flow.market} != 'casino' AND ${chosenFlow(scope)}`;
}

function busiest(tickers: number, scope: FlowScope): Sql<'clickhouse'> {
  return ch`SELECT ${flow.ticker} FROM ${flow} WHERE ${minutes(scope)} GROUP BY ${flow.ticker} ORDER BY sum(${flow.volume_sum}) DESC, ${flow.ticker} LIMIT ${tickers}`;
}
