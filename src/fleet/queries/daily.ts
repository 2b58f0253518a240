import { chosen, number, pg, pgFrom, pgTable, pgTo, type Sql } from './sql.ts';
import { type PnlScope, sharpeWindow } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

// Common parts of queries over `agent_performance_daily`. All days are UTC days in any time zone of the session.

/** One row per agent and UTC day. */
export const daily = pgTable('agent_performance_daily');
const row = daily.as('p');
const agent = pgTable('agents').as('a');

/** The current UTC day. */
export const today = pg`(now() AT TIME ZONE 'UTC')::date`;
/** UTC day in which the range begins. */
export const firstDay = pg`(${pgFrom}::timestamptz AT TIME ZONE 'UTC')::date`;
/** UTC day in which the range ends. */
export const lastDay = pg`(${pgTo}::timestamptz AT TIME ZONE 'UTC')::date`;
/** The newest day that the range can show: its end, or the newest day in the book. */
export const newestDay = pg`least(${lastDay}, (SELECT max(${daily.day}) FROM ${daily}))`;
/** First of the `$sharpe_window` days that end with the newest one. */
export const windowStart = pg`${newestDay} - ${number(sharpeWindow)} + 1`;

/** Start of a UTC day as a time. */
export function asTime(day: Sql<'postgres'>): Sql<'postgres'> {
  return pg`((${day})::timestamp AT TIME ZONE 'UTC')`;
}

/**
 * Capital of a day: realized equity at its start plus deposits, so that a deposit is not a return.
 */
export const capital = capitalOf(daily);

/** Daily rows of the scope, by the strategy of that day. */
export function inScope(scope: PnlScope): Sql<'postgres'> {
  return pg`${chosen(daily.agent_id, scope.agent_id)} AND ${chosen(daily.strategy, scope.strategy)}`;
}

/** Ids of the agents with the largest absolute P&L on the days of the range. */
export function movers(limit: number | NumberVariable, scope: PnlScope): Sql<'postgres'> {
  return pg`
    SELECT ${daily.agent_id}
    FROM ${daily}
    WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay} AND ${inScope(scope)}
    GROUP BY ${daily.agent_id}
    ORDER BY abs(sum(${daily.realized_24h_usdc})) DESC, ${daily.agent_id}
    LIMIT ${typeof limit === 'number' ? limit : number(limit)}`;
}

/**
 * `calendar AS (…), returns AS (…)`: realized P&L and capital per agent and day, from `first` to the newest day. A
 * missing row is an idle day. Days before the registration, or with a strategy that is not selected, are left out.
 */
export function livedDays(
  scope: PnlScope,
  first: Sql<'postgres'>,
  agents: Sql<'postgres'> = chosen(agent.agent_id, scope.agent_id),
): Sql<'postgres'> {
  return pg`
    calendar AS (
      SELECT ${agent.agent_id}, d::date AS day
      FROM ${agent}
      CROSS JOIN LATERAL generate_series(
        greatest((${agent.registered_at} AT TIME ZONE 'UTC')::date, ${first})::timestamp,
        least((${agent.retired_at} AT TIME ZONE 'UTC')::date, ${newestDay})::timestamp,
        interval '1 day'
      ) AS d
      WHERE ${agents}
    ), returns AS (
      SELECT calendar.agent_id, calendar.day, coalesce(${row.realized_24h_usdc}, 0) AS pnl, coalesce(${capitalOf(row)}, 0) AS capital
      FROM calendar
      LEFT JOIN ${row} ON ${row.agent_id} = calendar.agent_id AND ${row.day} = calendar.day
      WHERE ${row.day} IS NULL OR ${chosen(row.strategy, scope.strategy)}
    )`;
}

function capitalOf(rows: typeof daily): Sql<'postgres'> {
  return pg`(${rows.equity_close_usdc} - ${rows.unrealized_pnl_usdc} - ${rows.realized_24h_usdc} - least(${rows.net_flow_usdc}, 0))`;
}
