import { ch, chFrom, chTable, chTo, number, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { topN } from './variables.ts';
import { agentsOf, returnsSince } from './capital-returns.ts';
import { chosenHours, type TradeScope } from './trade-choice.ts';

const hourly = chTable('agent_pnl_hourly');
const capital = chTable('agent_capital');
const entry = chTable('agent_ledger');
const firstDay: Sql<'clickhouse'> = ch`toDate(${chFrom}, 'UTC')`;

/**
 * Equity and drawdown of agents from ClickHouse. Equity is the initial equity plus every ledger entry since. Drawdown
 * is computed from daily returns on capital, as in the book of record. Agents without a row in agent_capital are left
 * out.
 */
export const equity = queries('equity', {
  /** Realized equity by hour, including flows, of the agents with the largest absolute P&L in the range. */
  ofMovers: (scope: TradeScope) => ch`
    WITH movers AS (${movers(scope)})
    SELECT greatest(step, ${chFrom}) AS time, agent_id, argMax(equity, step) AS value
    FROM (
      SELECT step, agent_id, sum(amount) OVER (PARTITION BY agent_id ORDER BY step ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS equity
      FROM (
        SELECT step, agent_id, sum(part) AS amount
        FROM (
          SELECT toStartOfHour(${capital.registered_at}, 'UTC') AS step, ${capital.agent_id}, ${capital.initial_equity_usd} AS part
          FROM ${capital} FINAL
          WHERE ${capital.agent_id} IN (SELECT agent_id FROM movers)
          UNION ALL
          SELECT ${hourly.hour} AS step, ${hourly.agent_id}, sum(${hourly.pnl_sum}) AS part
          FROM ${hourly}
          WHERE ${hourly.hour} <= ${chTo} AND ${hourly.agent_id} IN (SELECT agent_id FROM movers)
          GROUP BY step, ${hourly.agent_id}
          UNION ALL
          SELECT toStartOfHour(${entry.timestamp}, 'UTC') AS step, ${entry.agent_id}, sum(${entry.amount_usd}) AS part
          FROM ${entry} FINAL
          WHERE ${entry.timestamp} <= ${chTo} AND ${entry.agent_id} IN (SELECT agent_id FROM movers)
          GROUP BY step, ${entry.agent_id}
        )
        WHERE agent_id IN (SELECT ${capital.agent_id} FROM ${capital})
        GROUP BY step, agent_id
      )
    )
    GROUP BY time, agent_id
    ORDER BY time`,
  /** Drawdown by UTC day, 0 or less, of the agents with the deepest drawdown in the range. */
  drawdown: (scope: TradeScope) => ch`
    WITH ${deepest(scope)}
    SELECT toDateTime(day, 'UTC') AS time, agent_id, drawdown AS fall
    FROM deepest
    WHERE day >= ${firstDay}
    ORDER BY time`,
  /** The same agents as rows, deepest drawdown first: since registration, and current. */
  drawdownTable: (scope: TradeScope) => ch`
    WITH ${deepest(scope)}
    SELECT agent_id, min(drawdown) AS max_drawdown, argMin(day, (drawdown, day)) AS day, argMax(drawdown, deepest.day) AS drawdown_now,
      sum(pnl) AS cumulative_pnl, equity_now / nullIf(1 + drawdown_now, 0) AS running_peak, argMax(equity, deepest.day) AS equity_now
    FROM deepest
    GROUP BY agent_id
    ORDER BY max_drawdown, agent_id`,
});

/** The selected agents with the largest absolute P&L in the range. */
export function movers(scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    SELECT ${hourly.agent_id}
    FROM ${hourly}
    WHERE ${timeFilter(hourly.hour)} AND ${chosenHours(scope)}
    GROUP BY ${hourly.agent_id}
    ORDER BY abs(sum(${hourly.pnl_sum})) DESC, ${hourly.agent_id}
    LIMIT ${number(topN)}`;
}

/** `chosen AS (…), deepest AS (…)`: the days of the selected agents with the deepest drawdown in the range. */
function deepest(scope: TradeScope): Sql<'clickhouse'> {
  return ch`
    chosen AS (${agentsOf(scope)}), deepest AS (
      SELECT agent_id, day, pnl, equity, drawdown
      FROM (
        SELECT agent_id, day, pnl, equity, drawdown, dense_rank() OVER (ORDER BY deepest_fall, agent_id) AS place
        FROM (
          SELECT agent_id, day, pnl, equity, drawdown, min(if(day >= ${firstDay}, drawdown, 1)) OVER (PARTITION BY agent_id) AS deepest_fall
          FROM (${returnsSince(ch`SELECT agent_id FROM chosen`)})
        )
        WHERE deepest_fall <= 0
      )
      WHERE place <= ${number(topN)}
    )`;
}
