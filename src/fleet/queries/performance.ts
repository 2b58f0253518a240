import { chosen, number, pg, pgFrom, pgTable, pgTo, type Sql } from './sql.ts';
import { queries } from '../../query/named.ts';
import { agentId, type AgentScope, type PnlScope, sharpeWindow, strategy, topN } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';
import { asTime, capital, daily, firstDay, inScope, lastDay, newestDay, today } from './daily.ts';

const agent = pgTable('agents').as('a');

/** Default scope of a figure: the variables of a fleet dashboard. */
const selection: PnlScope = { agent_id: agentId, strategy };

/** Daily performance from PostgreSQL, the book of record: one row per agent and UTC day. */
export const performance = queries('performance', {
  /** The best agents of the newest UTC day in the range, with their risk and activity. */
  leaderboard: (scope: PnlScope = selection) => pg`
    SELECT agent_id, agent_name, strategy, pnl_24h_usdc, win_rate, total_trades, drawdown_pct, day, snapshot_ts
    FROM (${latestPerAgent(scope, atRangeEnd)}) latest
    ORDER BY pnl_24h_usdc DESC NULLS LAST
    LIMIT ${number(topN)}`,
  /** All agents at the end of the range by drawdown divided by their own limit, highest first. */
  riskByAgent: (scope: PnlScope = selection) => pg`
    SELECT latest.agent_id, latest.agent_name, latest.drawdown_pct / nullif(${agent.max_drawdown_pct}, 0) AS limit_used,
      latest.drawdown_pct, ${agent.max_drawdown_pct} AS limit_pct,
      pnl_24h_usdc, equity_close_usdc, latest.strategy, ${agent.status}, day, snapshot_ts
    FROM (${latestPerAgent(scope, atRangeEnd)}) latest
    JOIN ${agent} ON ${agent.agent_id} = latest.agent_id
    ORDER BY limit_used DESC NULLS LAST`,
  /** Equity of the selection per day, USDC, including flows. */
  equity: (scope: PnlScope = selection) => pg`
    SELECT ${asTime(daily.day)} AS time, sum(${daily.equity_close_usdc})::float8 AS equity
    FROM ${daily}
    WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${inScope(scope)}
    GROUP BY ${daily.day}
    ORDER BY time`,
  /** Drawdown of the selection as one book: P&L and capital are summed first, and the peak includes the start. */
  drawdown: (scope: PnlScope = selection) => pg`
    WITH ${peaks(scope)}
    SELECT ${asTime(pg`day`)} AS time, twr / peak - 1 AS drawdown
    FROM peaks
    WHERE day >= ${firstDay}
    ORDER BY time`,
  /** Growth of each strategy's capital since the start of the range, in percent. */
  strategyIndex: (scope: PnlScope = selection) => pg`
    WITH returns AS (
      SELECT ${daily.day}, ${daily.strategy}, sum(${daily.realized_24h_usdc}) / nullif(sum(${capital}), 0) AS r
      FROM ${daily}
      WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${inScope(scope)}
      GROUP BY ${daily.day}, ${daily.strategy}
    )
    SELECT ${asTime(pg`day`)} AS time, strategy AS metric,
      100 * (exp(sum(ln(greatest(1 + coalesce(r, 0), 1e-9))) OVER (PARTITION BY strategy ORDER BY day)) - 1)::float8 AS growth
    FROM returns
    ORDER BY time`,
  /** One row per strategy over the last days: size, P&L, Sharpe ratio with standard error, drawdown, activity. */
  strategyTable: (scope: PnlScope = selection) => pg`
    WITH days AS (
      SELECT ${daily.strategy}, ${daily.day}, count(*) AS agents, sum(${daily.realized_24h_usdc}) AS pnl, sum(${daily.total_trades}) AS trades,
        sum(${daily.wins}) AS wins, sum(${daily.losses}) AS losses,
        sum(${daily.realized_24h_usdc}) / nullif(sum(${capital}), 0) AS r
      FROM ${daily}
      WHERE ${daily.day} > ${lastDay} - ${number(sharpeWindow)} AND ${daily.day} <= ${lastDay} AND ${inScope(scope)}
      GROUP BY ${daily.strategy}, ${daily.day}
    ), wealth AS (
      SELECT *, exp(sum(ln(greatest(1 + coalesce(r, 0), 1e-9))) OVER (PARTITION BY strategy ORDER BY day)) AS twr FROM days
    ), falls AS (
      SELECT *, twr / greatest(1, max(twr) OVER (PARTITION BY strategy ORDER BY day)) - 1 AS drawdown FROM wealth
    ), figures AS (
      SELECT strategy, max(agents) AS agents, sum(pnl) AS pnl_usdc, count(*) AS days, min(drawdown) AS max_drawdown,
        sum(wins)::numeric / nullif(sum(wins) + sum(losses), 0) AS win_rate,
        sum(trades)::numeric / nullif(sum(agents), 0) AS trades_per_agent_day,
        CASE WHEN count(*) = ${number(sharpeWindow)} AND stddev_samp(r) > 1e-9 THEN avg(r) / stddev_samp(r) END AS daily_sharpe
      FROM falls
      GROUP BY strategy
    )
    SELECT strategy, agents, pnl_usdc, daily_sharpe * sqrt(365) AS sharpe,
      sqrt(365.0 / days * (1 + daily_sharpe ^ 2 / 2)) AS sharpe_error, days, max_drawdown, win_rate, trades_per_agent_day
    FROM figures
    ORDER BY pnl_usdc DESC NULLS LAST`,
  /** Seconds since the newest daily snapshot. */
  dataAge: (scope: AgentScope = {}) => pg`
    SELECT extract(epoch FROM now() - max(${daily.snapshot_ts}))::float8 AS age
    FROM ${daily}
    WHERE ${chosen(daily.agent_id, scope.agent_id)}`,
  /** Drawdown of the selection, and the deepest drawdown since inception, both 0 or less. */
  drawdownBands: (scope: PnlScope) => pg`
    WITH ${peaks(scope)}, falls AS (
      SELECT day, twr / peak - 1 AS drawdown, min(twr / peak - 1) OVER (ORDER BY day) AS deepest FROM peaks
    )
    SELECT ${asTime(pg`day`)} AS time, drawdown AS "Drawdown", deepest AS "Deepest so far"
    FROM falls
    WHERE day >= ${firstDay}
    ORDER BY time`,
  /** The selected agent's own drawdown limit, 0 or less, as a line over the range. */
  drawdownLimit: (scope: AgentScope) => pg`
    SELECT ends.time, (-${agent.max_drawdown_pct})::float8 AS "Own limit"
    FROM ${agent}
    CROSS JOIN unnest(ARRAY[${pgFrom}, ${pgTo}]::timestamptz[]) AS ends(time)
    WHERE ${chosen(agent.agent_id, scope.agent_id)}
    ORDER BY time`,
  /** Drawdown per day, 0 or less, of the agents with the deepest drawdown at the end of the range. */
  deepestDrawdowns: (limit: NumberVariable, scope: PnlScope) => pg`
    WITH deepest AS (
      SELECT agent_id FROM (${latestPerAgent(scope, atRangeEnd)}) latest ORDER BY drawdown_pct DESC NULLS LAST, agent_id LIMIT ${number(limit)}
    )
    SELECT ${asTime(daily.day)} AS time, ${daily.agent_id}, (-${daily.drawdown_pct})::float8 AS drawdown
    FROM ${daily}
    WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${daily.agent_id} IN (SELECT agent_id FROM deepest)
    ORDER BY time`,
  /** Number of agents at or beyond their own drawdown limit at the end of the range; empty without a snapshot. */
  agentsOverLimit: (scope: PnlScope) => pg`
    SELECT CASE WHEN count(*) > 0 THEN count(*) FILTER (WHERE latest.drawdown_pct >= ${agent.max_drawdown_pct}) END AS agents
    FROM (${latestPerAgent(scope, atRangeEnd)}) latest
    JOIN ${agent} ON ${agent.agent_id} = latest.agent_id`,
  /**
   * Levels of realized and unrealized P&L and equity at the end of the range, from the newest snapshot of each agent,
   * including retired agents.
   */
  levels: (scope: PnlScope) => pg`
    SELECT sum(realized_pnl_usdc)::float8 AS "Realized", sum(unrealized_pnl_usdc)::float8 AS "Unrealized",
      sum(equity_close_usdc)::float8 AS "Equity", (1000 * extract(epoch FROM max(newest.day)))::float8 AS "As of"
    FROM ${agent}
    CROSS JOIN LATERAL (
      SELECT ${daily.day}, ${daily.strategy}, ${daily.realized_pnl_usdc}, ${daily.unrealized_pnl_usdc}, ${daily.equity_close_usdc}
      FROM ${daily}
      WHERE ${daily.agent_id} = ${agent.agent_id} AND ${daily.day} <= ${lastDay}
      ORDER BY ${daily.day} DESC
      LIMIT 1
    ) newest
    WHERE ${chosen(agent.agent_id, scope.agent_id)} AND ${chosen(pg`newest.strategy`, scope.strategy)}`,
  /** P&L per UTC day, with the current day as a separate column. */
  dailyPnl: (scope: PnlScope) => pg`
    SELECT ${asTime(daily.day)} AS time,
      (sum(${daily.realized_24h_usdc}) FILTER (WHERE ${daily.day} < ${today}))::float8 AS "Full day",
      (sum(${daily.realized_24h_usdc}) FILTER (WHERE ${daily.day} >= ${today}))::float8 AS "Today so far"
    FROM ${daily}
    WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${inScope(scope)}
    GROUP BY ${daily.day}
    ORDER BY time`,
  /** Wins divided by wins and losses on the UTC days of the range; pushes do not count. */
  winRate: (scope: PnlScope) => pg`
    SELECT (sum(${daily.wins})::numeric / nullif(sum(${daily.wins}) + sum(${daily.losses}), 0))::float8 AS win_rate
    FROM ${daily}
    WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${inScope(scope)}`,
});

const atRangeEnd = pg`${daily.day} BETWEEN ${newestDay} - 2 AND ${newestDay}`;

/** The newest row of each agent within the days of `when`, by an index scan of `(agent_id, day)`. */
function latestPerAgent(scope: PnlScope, when: Sql<'postgres'>): Sql<'postgres'> {
  return pg`
    SELECT DISTINCT ON (${daily.agent_id}) ${daily.agent_id}, ${daily.agent_name}, ${daily.strategy}, ${daily.pnl_24h_usdc},
      ${daily.win_rate}, ${daily.total_trades}, ${daily.drawdown_pct}, ${daily.equity_close_usdc}, ${daily.day}, ${daily.snapshot_ts}
    FROM ${daily}
    WHERE ${when} AND ${inScope(scope)}
    ORDER BY ${daily.agent_id}, ${daily.day} DESC`;
}

/**
 * `returns AS (…), wealth AS (…), peaks AS (…)`: the scope as one book since inception; the first peak is the start.
 */
function peaks(scope: PnlScope): Sql<'postgres'> {
  return pg`
    returns AS (
      SELECT ${daily.day}, sum(${daily.realized_24h_usdc}) / nullif(sum(${capital}), 0) AS r
      FROM ${daily}
      WHERE ${daily.day} <= ${lastDay} AND ${inScope(scope)}
      GROUP BY ${daily.day}
    ), wealth AS (
      SELECT day, exp(sum(ln(greatest(1 + coalesce(r, 0), 1e-9))) OVER (ORDER BY day))::float8 AS twr FROM returns
    ), peaks AS (
      SELECT day, twr, greatest(1, max(twr) OVER (ORDER BY day)) AS peak FROM wealth
    )`;
}
