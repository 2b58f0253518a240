import { number, pg, pgTable, type Sql } from './sql.ts';
import { queries } from '../../query/named.ts';
import { type PnlScope, sharpeWindow } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';
import { asTime, capital, daily, firstDay, inScope, lastDay, livedDays, movers, windowStart } from './daily.ts';

const agent = pgTable('agents').as('a');
const newest = daily.as('newest');

/** The market never closes, so a year has 365 trading days. */
const perYear = pg`sqrt(365)`;
/** First day of the look-back of the first day of the range. */
const lookBack = pg`${firstDay} - ${number(sharpeWindow)} + 1`;
/**
 * Mean divided by sample standard deviation of a window of daily returns, if all its days have data and returns differ.
 */
const dailySharpe = pg`CASE WHEN n = ${number(sharpeWindow)} AND sd > 1e-9 THEN mean / sd END`;
/** Columns for `dailySharpe`: number of days in the window `w`, and mean and standard deviation of their returns. */
const windowFigures = pg`count(*) OVER w AS n, avg(r) OVER w AS mean, stddev_samp(r) OVER w AS sd`;
const windowFrame = pg`RANGE BETWEEN make_interval(days => ${number(sharpeWindow)} - 1) PRECEDING AND CURRENT ROW`;
const dailyReturn = pg`coalesce(pnl / nullif(capital, 0), 0)::float8`;
const standardError = pg`sqrt(365.0 / n * (1 + daily_sharpe ^ 2 / 2))`;

/**
 * Figures from daily returns in PostgreSQL. The look-back is `$sharpe_window` days, including days before the range.
 */
export const returns = queries('returns', {
  /** Sharpe ratio of the scope as one book per day, with the band of two standard errors. */
  rollingSharpe: (scope: PnlScope) => pg`
    WITH ${bookWindows(scope, lookBack)}, ratios AS (
      SELECT day, n, ${dailySharpe} AS daily_sharpe FROM windows
    )
    SELECT ${asTime(pg`day`)} AS time, daily_sharpe * ${perYear} AS "Sharpe",
      daily_sharpe * ${perYear} + 2 * ${standardError} AS "+ 2 SE",
      daily_sharpe * ${perYear} - 2 * ${standardError} AS "- 2 SE"
    FROM ratios
    WHERE day >= ${firstDay}
    ORDER BY time`,
  /** The newest Sharpe ratio with its standard error and the number of days in its window. */
  sharpe: (scope: PnlScope) => pg`
    WITH ${bookWindows(scope, windowStart)}, ratios AS (
      SELECT day, n, ${dailySharpe} AS daily_sharpe FROM windows
    )
    SELECT daily_sharpe * ${perYear} AS "Sharpe", ${standardError} AS "± SE", n AS "Days"
    FROM ratios
    ORDER BY day DESC
    LIMIT 1`,
  /** Sharpe ratio per day of the agents with the largest absolute P&L in the range. */
  rollingSharpeOfMovers: (limit: NumberVariable, scope: PnlScope) => pg`
    WITH ${livedDays(scope, lookBack, pg`${agent.agent_id} IN (${movers(limit, scope)})`)}, windows AS (
      SELECT agent_id, day, ${windowFigures}
      FROM (SELECT agent_id, day, ${dailyReturn} AS r FROM returns) daily
      WINDOW w AS (PARTITION BY agent_id ORDER BY day ${windowFrame})
    )
    SELECT ${asTime(pg`day`)} AS time, agent_id, ${dailySharpe} * ${perYear} AS sharpe
    FROM windows
    WHERE day >= ${firstDay}
    ORDER BY time`,
  /** Annualised standard deviation of the daily returns of the scope as one book. */
  rollingVolatility: (scope: PnlScope) => pg`
    WITH ${bookWindows(scope, lookBack)}
    SELECT ${asTime(pg`day`)} AS time, CASE WHEN n = ${number(sharpeWindow)} THEN sd * ${perYear} END AS "Volatility"
    FROM windows
    WHERE day >= ${firstDay}
    ORDER BY time`,
  /**
   * Number of agent-days in the range by daily return, in 22 fixed bins of a percent with open ends; a day without
   * capital has no return.
   */
  distribution: (scope: PnlScope) => pg`
    WITH counts AS (
      SELECT greatest(-11, least(10, floor(100 * ${daily.realized_24h_usdc} / nullif(${capital}, 0))::int)) AS bin, count(*) AS agent_days
      FROM ${daily}
      WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${capital} <> 0 AND ${inScope(scope)}
      GROUP BY 1
    )
    SELECT CASE bin WHEN -11 THEN '<-10' WHEN 10 THEN '10+' ELSE bin::text END AS "Daily return",
      coalesce(agent_days, 0) AS "Agent-days"
    FROM generate_series(-11, 10) AS bin
    LEFT JOIN counts USING (bin)
    ORDER BY bin`,
  /**
   * One row per agent: P&L of the range and level, drawdown against its own limit, Sharpe ratio with standard error,
   * wins and losses.
   */
  agents: (scope: PnlScope) => pg`
    WITH ${livedDays(scope, windowStart)}, windows AS (
      SELECT agent_id, count(*) AS n, avg(r) AS mean, stddev_samp(r) AS sd
      FROM (SELECT agent_id, ${dailyReturn} AS r FROM returns) daily
      GROUP BY agent_id
    ), ratios AS (
      SELECT agent_id, n, ${dailySharpe} AS daily_sharpe FROM windows
    ), activity AS (
      SELECT ${daily.agent_id}, max(${daily.day}) AS newest, sum(${daily.realized_24h_usdc}) AS pnl, sum(${daily.total_trades}) AS trades,
        sum(${daily.wins})::numeric / nullif(sum(${daily.wins}) + sum(${daily.losses}), 0) AS win_rate
      FROM ${daily}
      WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${inScope(scope)}
      GROUP BY ${daily.agent_id}
    )
    SELECT activity.agent_id, ${newest.agent_name}, ${newest.strategy}, ${agent.status}, activity.pnl, ${newest.pnl_24h_usdc}, ${newest.unrealized_pnl_usdc},
      ${newest.equity_close_usdc}, ${newest.drawdown_pct}, ${newest.drawdown_pct} / nullif(${agent.max_drawdown_pct}, 0) AS limit_used,
      daily_sharpe * ${perYear} AS sharpe, ${standardError} AS sharpe_error, n AS days, activity.win_rate, activity.trades, ${newest.day}, ${newest.snapshot_ts}
    FROM activity
    JOIN ${newest} ON ${newest.agent_id} = activity.agent_id AND ${newest.day} = activity.newest
    JOIN ${agent} ON ${agent.agent_id} = activity.agent_id
    LEFT JOIN ratios ON ratios.agent_id = activity.agent_id
    ORDER BY activity.pnl DESC NULLS LAST`,
});

/**
 * `…, windows AS (…)`: the window figures per day of the scope as one book: P&L and capital are summed before the
 * division.
 */
function bookWindows(scope: PnlScope, first: Sql<'postgres'>): Sql<'postgres'> {
  return pg`
    ${livedDays(scope, first)}, book AS (
      SELECT day, coalesce(sum(pnl) / nullif(sum(capital), 0), 0)::float8 AS r FROM returns GROUP BY day
    ), windows AS (
      SELECT day, ${windowFigures} FROM book WINDOW w AS (ORDER BY day ${windowFrame})
    )`;
}
