import { ch, chFrom, chTable, chTimeInterval, chTo, number, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { topN } from './variables.ts';
import { deepestFall, movers } from './equity.ts';
import { chosenHours, chosenTrades, type TradeScope } from './trade-choice.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const capital = chTable('agent_capital');

/** The market never closes, so that a year has 365 daily returns. */
const DAYS_A_YEAR = 365;
/** Complete UTC days of the range: the day of its start, whole, up to the last day that is over at its end. */
const firstDay: Sql<'clickhouse'> = ch`toDate(${chFrom}, 'UTC')`;
const lastDay: Sql<'clickhouse'> = ch`toDate(${chTo} + 1, 'UTC') - 1`;

/** Agents from ClickHouse: P&L over time, and the leaderboard. */
export const agentAnalytics = queries('agentAnalytics', {
  /**
   * P&L of the range and the agents that made it, from the merged events: a money total may not count a redelivered one
   * twice.
   */
  totalPnl: (scope: TradeScope) => ch`
    SELECT sum(${trade.pnl_usd}) AS "P&L", uniqExact(${trade.agent_id}) AS "Active agents"
    FROM ${trade} FINAL
    WHERE ${timeFilter(trade.timestamp)} AND ${chosenTrades(scope)}`,
  /** P&L per interval of the agents that moved most in the range. */
  pnlByAgent: (scope: TradeScope) => ch`
    SELECT ${chTimeInterval(hourly.hour)} AS time, ${hourly.agent_id}, sum(${hourly.pnl_sum}) AS pnl
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)} AND ${hourly.agent_id} IN (${movers(scope)})
    GROUP BY time, ${hourly.agent_id}
    ORDER BY time`,
  /** Cumulative P&L since the start of the range of the pairs of agent and strategy that moved most in it. */
  cumulativePnlByPair: (scope: TradeScope) => ch`
    SELECT time, agent_id, strategy, sum(pnl) OVER (PARTITION BY agent_id, strategy ORDER BY time ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cumulative_pnl
    FROM (
      SELECT ${chTimeInterval(hourly.hour)} AS time, ${hourly.agent_id}, ${hourly.strategy_name} AS strategy, sum(${hourly.pnl_sum}) AS pnl
      FROM ${hourly}
      WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)} AND (${hourly.agent_id}, ${hourly.strategy_name}) IN (
        SELECT ${hourly.agent_id}, ${hourly.strategy_name} FROM ${hourly} WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
        GROUP BY ${hourly.agent_id}, ${hourly.strategy_name} ORDER BY abs(sum(${hourly.pnl_sum})) DESC, ${hourly.agent_id}, ${hourly.strategy_name} LIMIT ${number(topN)}
      )
      GROUP BY time, ${hourly.agent_id}, strategy
    )
    ORDER BY time`,
  /**
   * The agents with the best P&L of the range and enough trades, with their risk: Sharpe ratio of daily P&L, deepest
   * fall.
   */
  leaderboard: (minTrades: number, minDays: number, scope: TradeScope) => ch`
    WITH leaders AS (${leaders(minTrades, scope)})
    SELECT leaders.agent_id AS agent_id, strategy, net_pnl, if(days >= ${minDays}, daily_sharpe, NULL) * sqrt(${DAYS_A_YEAR}) AS sharpe,
      if(days >= ${minDays}, sqrt(${DAYS_A_YEAR} / days * (1 + daily_sharpe * daily_sharpe / 2)), NULL) AS sharpe_error, days,
      win_rate, trades, volume, max_drawdown, fill_ms
    FROM leaders
    LEFT JOIN (${dailySharpe(ch`SELECT agent_id FROM leaders`, scope)}) AS sharpes ON sharpes.agent_id = leaders.agent_id
    LEFT JOIN (${deepestFall(ch`SELECT agent_id FROM leaders`)}) AS falls ON falls.agent_id = leaders.agent_id
    LEFT JOIN (
      SELECT ${trade.agent_id}, avg(${trade.fill_latency_ms}) AS fill_ms
      FROM ${trade}
      WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'fill' AND ${trade.agent_id} IN (SELECT agent_id FROM leaders) AND ${chosenTrades(scope)}
      GROUP BY ${trade.agent_id}
    ) AS fills ON fills.agent_id = leaders.agent_id
    ORDER BY net_pnl DESC, agent_id`,
});

/** The best agents of the range, each with the strategy it traded most. */
function leaders(minTrades: number, scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT agent_id, argMax(strategy_name, traded) AS strategy, sum(pnl) AS net_pnl, sum(settled) AS trades,
      sum(wins) / nullIf(sum(wins) + sum(losses), 0) AS win_rate, sum(traded) AS volume
    FROM (
      SELECT ${hourly.agent_id}, ${hourly.strategy_name}, sum(${hourly.pnl_sum}) AS pnl, sum(${hourly.settled_count}) AS settled,
        sum(${hourly.win_count}) AS wins, sum(${hourly.loss_count}) AS losses, sum(${hourly.volume_sum}) AS traded
      FROM ${hourly}
      WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
      GROUP BY ${hourly.agent_id}, ${hourly.strategy_name}
    )
    GROUP BY agent_id
    HAVING trades >= ${minTrades}
    ORDER BY net_pnl DESC, agent_id
    LIMIT ${number(topN)}`;
}

/**
 * Mean over standard deviation of daily P&L, not annualised, and its number of days: those since registration, an idle
 * one with P&L 0.
 */
function dailySharpe(agents: Sql<'clickhouse'>, scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT agent_id, length(pnls) AS days, arrayReduce('avg', pnls) / if(arrayReduce('stddevSamp', pnls) > 1e-9, arrayReduce('stddevSamp', pnls), NULL) AS daily_sharpe
    FROM (
      SELECT traded.agent_id AS agent_id,
        arrayResize(day_pnls, greatest(length(day_pnls), toUInt64(greatest(0, ${lastDay} - greatest(${firstDay}, if(registered = toDate(0), first_traded, registered)) + 1))), toFloat64(0)) AS pnls
      FROM (
        SELECT ${hourly.agent_id}, groupArray(pnl) AS day_pnls, min(day) AS first_traded
        FROM (
          SELECT ${hourly.agent_id}, toDate(${hourly.hour}, 'UTC') AS day, sum(${hourly.pnl_sum}) AS pnl
          FROM ${hourly}
          WHERE toDate(${hourly.hour}, 'UTC') BETWEEN ${firstDay} AND ${lastDay} AND ${hourly.agent_id} IN (${agents}) AND ${chosenHours(scope)}
          GROUP BY ${hourly.agent_id}, day
        )
        GROUP BY ${hourly.agent_id}
      ) AS traded
      LEFT JOIN (SELECT ${capital.agent_id}, toDate(${capital.registered_at}, 'UTC') AS registered FROM ${capital} FINAL) AS capital ON capital.agent_id = traded.agent_id
    )`;
}
