import { agentAnalytics } from '../../queries/agent-analytics.ts';
import { equity } from '../../queries/equity.ts';
import { orders } from '../../queries/orders.ts';
import { slippage } from '../../queries/slippage.ts';
import { ch, chTable, type Sql, timeFilter } from '../../queries/sql.ts';
import { strategyAnalytics } from '../../queries/strategy-analytics.ts';
import { chosenTrades } from '../../queries/trade-choice.ts';
import { agentId, market, strategy, ticker } from '../../queries/variables.ts';

const trade = chTable('agent_trades');
const everything = { agent_id: agentId, strategy, market, ticker };
const withoutTicker = { agent_id: agentId, strategy, market };

/** Lengths of the periods by which P&L can be grouped; a week begins on Monday. */
export const granularities = ['hour', 'day', 'week', 'month'] as const;
export type Granularity = (typeof granularities)[number];

const periods: Readonly<Record<Granularity, Sql<'clickhouse'>>> = {
  hour: ch`toStartOfHour(${trade.timestamp}, 'UTC')`,
  day: ch`toStartOfDay(${trade.timestamp}, 'UTC')`,
  week: ch`toDateTime(toStartOfWeek(${trade.timestamp}, 1, 'UTC'), 'UTC')`,
  month: ch`toDateTime(toStartOfMonth(${trade.timestamp}, 'UTC'), 'UTC')`,
};

/** Condition for the fills that have an arrival price. */
const priced: Sql<'clickhouse'> = ch`${timeFilter(trade.timestamp)} AND ${trade.event} = 'fill' AND ${trade.market} != 'casino' AND ${trade.slippage_bps} IS NOT NULL AND ${chosenTrades(everything)}`;
const meanBps: Sql<'clickhouse'> = ch`sum(${trade.slippage_bps} * ${trade.notional_usd}) / nullIf(sum(${trade.notional_usd}), 0)`;

/** The queries of the client: those of the panels where a panel exists, otherwise built from the same parts. */
export const analyticsQueries = {
  /** Query of the panel "Agent leaderboard". */
  leaderboard: (minTrades: number, minDays: number) => agentAnalytics.leaderboard(minTrades, minDays, withoutTicker),
  /** Query of the panel "Strategy comparison". */
  strategies: () => strategyAnalytics.comparison(withoutTicker),
  /** Query of the panel "Fill rate by hour". */
  fillRate: () => orders.qualityByHour(everything),
  /** Query of the panel "Drawdown". */
  drawdown: () => equity.drawdownTable(withoutTicker),
  /** Query of the tile "Slippage". */
  slippageSummary: () => slippage.summary(everything),
  /** Query of the panel "Slippage by side". */
  slippageBySide: () => slippage.bySide(everything),
  /** P&L, trades, volume and fees per period, agent and strategy, from the merged events: a redelivery counts once. */
  pnl: (granularity: Granularity) => ch`
    SELECT ${periods[granularity]} AS period, ${trade.agent_id}, ${trade.strategy_name},
      sumIf(${trade.pnl_usd}, ${trade.pnl_usd} > 0) AS profits, sumIf(${trade.pnl_usd}, ${trade.pnl_usd} < 0) AS losses,
      ifNull(profits, 0) AS gross_profit, ifNull(losses, 0) AS gross_loss, ifNull(sum(${trade.pnl_usd}), 0) AS net_pnl,
      countIf(${trade.pnl_usd} IS NOT NULL) AS trade_count, sum(${trade.notional_usd}) AS volume_usd, sum(${trade.fee_usd}) AS total_fees,
      avg(${trade.fill_latency_ms}) AS avg_fill_ms,
      countIf(${trade.pnl_usd} > 0) / nullIf(countIf(${trade.pnl_usd} > 0) + countIf(${trade.pnl_usd} < 0), 0) AS win_rate
    FROM ${trade} FINAL
    WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} IN ('fill', 'settle') AND ${chosenTrades(everything)}
    GROUP BY period, ${trade.agent_id}, ${trade.strategy_name}
    ORDER BY period, net_pnl DESC, ${trade.agent_id}, ${trade.strategy_name}`,
  /** Mean and quantiles of the slippage of all fills, and its correlation with size. */
  slippageOverall: () => ch`
    SELECT count() AS fills, ${meanBps} AS mean_bps, quantileExactInclusive(0.5)(${trade.slippage_bps}) AS p50, quantileExactInclusive(0.9)(${trade.slippage_bps}) AS p90,
      quantileExactInclusive(0.99)(${trade.slippage_bps}) AS p99, if(count() > 1 AND isFinite(corr(${trade.notional_usd}, ${trade.slippage_bps})), corr(${trade.notional_usd}, ${trade.slippage_bps}), NULL) AS size_correlation
    FROM ${trade} FINAL
    WHERE ${priced}`,
  /** Mean per instrument, most expensive first. */
  slippageByTicker: () => ch`
    SELECT ${trade.ticker}, count() AS fills, ${meanBps} AS mean_bps
    FROM ${trade} FINAL
    WHERE ${priced}
    GROUP BY ${trade.ticker}
    ORDER BY mean_bps DESC, ${trade.ticker}`,
  /** Mean per hour of the UTC day. */
  slippageByHour: () => ch`
    SELECT toHour(${trade.timestamp}, 'UTC') AS utc_hour, count() AS fills, ${meanBps} AS mean_bps
    FROM ${trade} FINAL
    WHERE ${priced}
    GROUP BY utc_hour
    ORDER BY utc_hour`,
  /** The events, oldest first. */
  trades: () => ch`
    SELECT *
    FROM ${trade} FINAL
    WHERE ${timeFilter(trade.timestamp)} AND ${chosenTrades(everything)}
    ORDER BY ${trade.timestamp}, ${trade.trade_id}`,
} as const;
