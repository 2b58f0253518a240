import { ch, chFrom, chTable, chTo, number, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { topN } from './variables.ts';
import { chosenHours, type TradeScope } from './trade-choice.ts';

const hourly = chTable('agent_pnl_hourly');
const daily = chTable('agent_pnl_daily');
const capital = chTable('agent_capital');

/**
 * Equity of agents from ClickHouse: capital at registration plus P&L since then, by the hour. The peak includes the
 * start. Deposits and
 * withdrawals are not known here; an agent without a row in agent_capital is left out.
 */
export const equity = queries('equity', {
  /** Equity of the agents that moved most in the range. */
  ofMovers: (scope: TradeScope) =>
    ch`${inRange(hourlySteps(movers(scope)), ch`time, agent_id, argMax(equity, step) AS value`)} ORDER BY time`,
  /** Fall from the peak of the agents that fell deepest in the range, 0 or less. */
  drawdown: (scope: TradeScope) =>
    ch`${inRange(hourlySteps(fallen(scope)), ch`time, agent_id, argMax(drawdown, step) AS fall`)} ORDER BY time`,
  /** The same agents as rows, deepest fall first. */
  drawdownTable: (scope: TradeScope) => ch`
    SELECT agent_id, min(fall) AS max_drawdown, toDate(argMin(time, fall), 'UTC') AS day, argMax(fall, time) AS drawdown_now,
      argMax(profit, time) AS cumulative_pnl, argMax(top, time) AS running_peak, argMax(value, time) AS equity_now
    FROM (${inRange(hourlySteps(fallen(scope)), ch`time, agent_id, argMax(drawdown, step) AS fall, argMax(equity - start, step) AS profit, argMax(peak, step) AS top, argMax(equity, step) AS value`)})
    GROUP BY agent_id
    ORDER BY max_drawdown, agent_id`,
});

/** Deepest fall of some agents in the range: agent_id, max_drawdown. */
export function deepestFall(agents: Sql<'clickhouse'>): Sql<'clickhouse'> {
  return ch`
    SELECT agent_id, min(fall) AS max_drawdown
    FROM (${inRange(hourlySteps(agents), ch`agent_id, argMax(drawdown, step) AS fall`)})
    GROUP BY agent_id`;
}

/** The chosen agents with the largest P&L of the range, up or down. */
export function movers(scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT ${hourly.agent_id}
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
    GROUP BY ${hourly.agent_id}
    ORDER BY abs(sum(${hourly.pnl_sum})) DESC, ${hourly.agent_id}
    LIMIT ${number(topN)}`;
}

/** P&L per day of the agents that the choices leave in the range or before it: a halted agent is still under water. */
function dailySteps(scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT toDateTime(${daily.day}, 'UTC') AS step, ${daily.agent_id}, sum(${daily.pnl_sum}) AS pnl
    FROM ${daily}
    WHERE ${daily.day} <= toDate(${chTo}, 'UTC') AND ${daily.agent_id} IN (SELECT ${hourly.agent_id} FROM ${hourly} WHERE ${chosenHours(scope)})
    GROUP BY step, ${daily.agent_id}`;
}

/** The chosen agents that fell deepest from their peak in the range; days are fine enough to find them. */
function fallen(scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT agent_id
    FROM (${inRange(dailySteps(scope), ch`agent_id, argMax(drawdown, step) AS fall`)})
    GROUP BY agent_id
    ORDER BY min(fall), agent_id
    LIMIT ${number(topN)}`;
}

function hourlySteps(agents: Sql<'clickhouse'>): Sql<'clickhouse'> {
  return ch`
    SELECT ${hourly.hour} AS step, ${hourly.agent_id}, sum(${hourly.pnl_sum}) AS pnl
    FROM ${hourly}
    WHERE ${hourly.hour} <= ${chTo} AND ${hourly.agent_id} IN (${agents})
    GROUP BY step, ${hourly.agent_id}`;
}

/**
 * Equity after each step since registration, and what of it lies in the range. All that lies before is one point at its
 * start, so that an
 * agent enters with the equity and the peak it had.
 */
function inRange(steps: Sql<'clickhouse'>, columns: Sql<'clickhouse'>): Sql<'clickhouse'> {
  return ch`
    SELECT ${columns}
    FROM (
      SELECT greatest(step, ${chFrom}) AS time, step, agent_id, start, equity, peak, equity / nullIf(peak, 0) - 1 AS drawdown
      FROM (
        SELECT step, agent_id, start, equity, greatest(start, max(equity) OVER (PARTITION BY agent_id ORDER BY step ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS peak
        FROM (
          SELECT step, agent_id, start, start + sum(pnl) OVER (PARTITION BY agent_id ORDER BY step ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS equity
          FROM (${steps}) AS steps
          INNER JOIN (SELECT ${capital.agent_id}, ${capital.initial_equity_usd} AS start FROM ${capital} FINAL) AS capital USING (agent_id)
        )
      )
    )
    GROUP BY time, agent_id`;
}
