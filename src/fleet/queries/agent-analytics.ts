import { ch, chTable, chTimeInterval, number, type PlainSql, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { topN } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';
import { chosenEntries, lastDay, returnsSince } from './capital-returns.ts';
import { movers } from './equity.ts';
import { chosenHours, chosenTrades, type TradeScope } from './trade-choice.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const entry = chTable('agent_ledger');

/** The market never closes, so a year has 365 daily returns. */
const DAYS_A_YEAR = 365;

/** Agents from ClickHouse: P&L over time, and the leaderboard. */
export const agentAnalytics = queries('agentAnalytics', {
  /**
   * P&L and number of active agents in the range, from the merged events, because a money total must not count a
   * redelivered event twice.
   */
  totalPnl: (scope: TradeScope) => ch`
    SELECT sum(part) AS "P&L", nullIf(uniqExactIf(agent_id, isTrade), 0) AS "Active agents"
    FROM (
      SELECT ${trade.agent_id}, toNullable(${trade.pnl_usd}) AS part, TRUE AS isTrade
      FROM ${trade} FINAL
      WHERE ${timeFilter(trade.timestamp)} AND ${chosenTrades(scope)}
      UNION ALL
      SELECT ${entry.agent_id}, toNullable(${entry.amount_usd}) AS part, FALSE AS isTrade
      FROM ${entry} FINAL
      WHERE ${timeFilter(entry.timestamp)} AND ${entry.kind} != 'flow' AND ${chosenEntries(scope)}
    )`,
  /** P&L per interval of the agents with the largest absolute P&L in the range. */
  pnlByAgent: (scope: TradeScope) => ch`
    SELECT ${chTimeInterval(hourly.hour)} AS time, ${hourly.agent_id}, sum(${hourly.pnl_sum}) AS pnl
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)} AND ${hourly.agent_id} IN (${movers(scope)})
    GROUP BY time, ${hourly.agent_id}
    ORDER BY time`,
  /** Cumulative P&L in the range of the pairs of agent and strategy with the largest absolute P&L. */
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
   * The agents with the best P&L of the range and enough trades, with their risk: the Sharpe ratio of the daily returns
   * in a window that ends with the range, if all its days have data, and the deepest drawdown since registration.
   */
  leaderboard: (minTrades: number, window: number | NumberVariable, scope: TradeScope) => ch`
    WITH leaders AS (${leaders(minTrades, scope)})
    SELECT leaders.agent_id AS agent_id, strategy, net_pnl, daily_sharpe * sqrt(${DAYS_A_YEAR}) AS sharpe,
      sqrt(${DAYS_A_YEAR} / days * (1 + daily_sharpe * daily_sharpe / 2)) AS sharpe_error, days,
      win_rate, trades, volume, max_drawdown, fill_ms
    FROM leaders
    LEFT JOIN (${riskOf(ch`SELECT agent_id FROM leaders`, window)}) AS risk ON risk.agent_id = leaders.agent_id
    LEFT JOIN (
      SELECT ${trade.agent_id}, avg(${trade.fill_latency_ms}) AS fill_ms
      FROM ${trade}
      WHERE ${timeFilter(trade.timestamp)} AND ${trade.event} = 'fill' AND ${trade.agent_id} IN (SELECT agent_id FROM leaders) AND ${chosenTrades(scope)}
      GROUP BY ${trade.agent_id}
    ) AS fills ON fills.agent_id = leaders.agent_id
    ORDER BY net_pnl DESC, agent_id`,
});

/** The best agents of the range, each with its most traded strategy. */
function leaders(minTrades: number, scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT agent_id, argMax(strategy_name, traded) AS strategy, sum(pnl) + any(beside) AS net_pnl, sum(settled) AS trades,
      sum(wins) / nullIf(sum(wins) + sum(losses), 0) AS win_rate, sum(traded) AS volume
    FROM (
      SELECT ${hourly.agent_id}, ${hourly.strategy_name}, sum(${hourly.pnl_sum}) AS pnl, sum(${hourly.settled_count}) AS settled,
        sum(${hourly.win_count}) AS wins, sum(${hourly.loss_count}) AS losses, sum(${hourly.volume_sum}) AS traded
      FROM ${hourly}
      WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
      GROUP BY ${hourly.agent_id}, ${hourly.strategy_name}
    ) AS traded_hours
    LEFT JOIN (
      SELECT ${entry.agent_id}, sum(${entry.amount_usd}) AS beside
      FROM ${entry} FINAL
      WHERE ${timeFilter(entry.timestamp)} AND ${entry.kind} != 'flow' AND ${chosenEntries(scope)}
      GROUP BY ${entry.agent_id}
    ) AS entries USING (agent_id)
    GROUP BY agent_id
    HAVING trades >= ${minTrades}
    ORDER BY net_pnl DESC, agent_id
    LIMIT ${number(topN)}`;
}

/**
 * Mean divided by sample standard deviation of the daily returns in the window that ends with the range, not
 * annualised, with the number of its days, and the deepest drawdown since registration.
 */
function riskOf(agents: Sql<'clickhouse'>, window: number | NumberVariable): Sql<'clickhouse'> {
  const length = windowLength(window);
  return ch`
    SELECT agent_id, countIf(isIn) AS days, min(drawdown) AS max_drawdown,
      if(days = ${length} AND stddevSampIf(r, isIn) > 1e-9, avgIf(r, isIn) / stddevSampIf(r, isIn), NULL) AS daily_sharpe
    FROM (SELECT agent_id, r, drawdown, day > ${lastDay} - ${length} AS isIn FROM (${returnsSince(agents)}))
    GROUP BY agent_id`;
}

function windowLength(window: number | NumberVariable): number | PlainSql {
  return typeof window === 'number' ? window : number(window);
}
