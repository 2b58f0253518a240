import { type Sql, number, pg, pgFrom, pgTable, pgTo, selected } from '../sql.ts';
import { queries } from '../queries.ts';
import { agentId, sharpeWindow, strategy, topN } from '../variables.ts';

const daily = pgTable('agent_performance_daily');
const agent = pgTable('agents').as('a');

/** Every day is a UTC day, whatever the session's time zone. */
const dayAsTime = pg`${daily.day}::timestamp AT TIME ZONE 'UTC'`;
const today = pg`(now() AT TIME ZONE 'UTC')::date`;
const firstDay = pg`(${pgFrom}::timestamptz AT TIME ZONE 'UTC')::date`;
const lastDay = pg`(${pgTo}::timestamptz AT TIME ZONE 'UTC')::date`;
const chosen = pg`${selected(daily.agent_id, agentId)} AND ${selected(daily.strategy, strategy)}`;
/** Capital a day's P&L was made with: deposits count from the start of the day, so that they are no return. */
const capital = pg`(${daily.equity_open_usdc} + greatest(${daily.net_flow_usdc}, 0))`;

/** The newest row of each agent within two days; an index scan of `(agent_id, day)`. */
const latestPerAgent: Sql<'postgres'> = pg`
  SELECT DISTINCT ON (${daily.agent_id}) ${daily.agent_id}, ${daily.agent_name}, ${daily.strategy}, ${daily.pnl_24h_usdc},
    ${daily.win_rate}, ${daily.total_trades}, ${daily.drawdown_pct}, ${daily.equity_close_usdc}, ${daily.snapshot_ts}
  FROM ${daily}
  WHERE ${daily.day} >= ${today} - 2 AND ${chosen}
  ORDER BY ${daily.agent_id}, ${daily.day} DESC`;

/** Daily performance from PostgreSQL, the book of record: one row per agent and UTC day. */
export const performance = queries('performance', {
  /** The best agents of the UTC day so far, with what the P&L was bought with. */
  leaderboard: () => pg`
    SELECT agent_id, agent_name, strategy, pnl_24h_usdc, win_rate, total_trades, drawdown_pct, snapshot_ts
    FROM (${latestPerAgent}) latest
    ORDER BY pnl_24h_usdc DESC NULLS LAST
    LIMIT ${number(topN)}`,
  /** All agents, the one nearest to its stop-loss first: drawdown over the agent's own limit. */
  riskByAgent: () => pg`
    SELECT latest.agent_id, latest.agent_name, latest.strategy, ${agent.status}, latest.drawdown_pct,
      ${agent.max_drawdown_pct} AS limit_pct,
      latest.drawdown_pct / nullif(${agent.max_drawdown_pct}, 0) AS limit_used,
      pnl_24h_usdc, equity_close_usdc, snapshot_ts
    FROM (${latestPerAgent}) latest
    JOIN ${agent} ON ${agent.agent_id} = latest.agent_id
    ORDER BY limit_used DESC NULLS LAST`,
  /** Equity of the selection per day, USDC, flows included. */
  equity: () => pg`
    SELECT ${dayAsTime} AS time, sum(${daily.equity_close_usdc})::float8 AS equity
    FROM ${daily}
    WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${chosen}
    GROUP BY ${daily.day}
    ORDER BY time`,
  /** Drawdown of the selection as one book: P&L and capital are summed first, the peak includes the start. */
  drawdown: () => pg`
    WITH returns AS (
      SELECT ${daily.day}, sum(${daily.pnl_24h_usdc}) / nullif(sum(${capital}), 0) AS r
      FROM ${daily}
      WHERE ${daily.day} <= ${lastDay} AND ${chosen}
      GROUP BY ${daily.day}
    ), wealth AS (
      SELECT day, exp(sum(ln(greatest(1 + coalesce(r, 0), 1e-9))) OVER (ORDER BY day))::float8 AS twr FROM returns
    ), peaks AS (
      SELECT day, twr, greatest(1, max(twr) OVER (ORDER BY day)) AS peak FROM wealth
    )
    SELECT day::timestamp AT TIME ZONE 'UTC' AS time, twr / peak - 1 AS drawdown
    FROM peaks
    WHERE day >= ${firstDay}
    ORDER BY time`,
  /** Growth of each strategy's capital since the start of the range, in percent. */
  strategyIndex: () => pg`
    WITH returns AS (
      SELECT ${daily.day}, ${daily.strategy}, sum(${daily.pnl_24h_usdc}) / nullif(sum(${capital}), 0) AS r
      FROM ${daily}
      WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${chosen}
      GROUP BY ${daily.day}, ${daily.strategy}
    )
    SELECT day::timestamp AT TIME ZONE 'UTC' AS time, strategy AS metric,
      100 * (exp(sum(ln(greatest(1 + coalesce(r, 0), 1e-9))) OVER (PARTITION BY strategy ORDER BY day)) - 1)::float8 AS growth
    FROM returns
    ORDER BY time`,
  /** One row per strategy over the last days: size, P&L, Sharpe ratio with its standard error, drawdown, activity. */
  strategyTable: () => pg`
    WITH days AS (
      SELECT ${daily.strategy}, ${daily.day}, count(*) AS agents, sum(${daily.pnl_24h_usdc}) AS pnl, sum(${daily.total_trades}) AS trades,
        sum(${daily.wins}) AS wins, sum(${daily.losses}) AS losses,
        sum(${daily.pnl_24h_usdc}) / nullif(sum(${capital}), 0) AS r
      FROM ${daily}
      WHERE ${daily.day} > ${lastDay} - ${number(sharpeWindow)} AND ${daily.day} <= ${lastDay} AND ${chosen}
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
  dataAge: () => pg`SELECT extract(epoch FROM now() - max(${daily.snapshot_ts}))::float8 AS age FROM ${daily}`,
});
