import { ch, chosen, chTable, chTo, type Sql, text } from './sql.ts';
import { chosenHours, type TradeScope } from './trade-choice.ts';

const hourly = chTable('agent_pnl_hourly');
const daily = chTable('agent_pnl_daily');
const capital = chTable('agent_capital');
const entry = chTable('agent_ledger');
const status = chTable('agent_status');

// Returns on capital in the analytics copy, defined as in the book of record: realized P&L of the UTC day (every ledger
// entry except flows) divided by the capital of the day (realized equity at its start plus deposits).

/** The UTC day in which the range ends. */
export const lastDay: Sql<'clickhouse'> = ch`toDate(${chTo}, 'UTC')`;

/**
 * Days of agents from their registration to the last day of the range or their retirement, with the columns agent_id,
 * day, start, pnl, equity (at the end of the day), r, growth, peak and drawdown (0 or less).
 */
export function returnsSince(agents: Sql<'clickhouse'>): Sql<'clickhouse'> {
  return ch`
    SELECT agent_id, day, start, pnl, equity, r, growth, greatest(1, max(growth) OVER upToDay) AS peak, growth / peak - 1 AS drawdown
    FROM (
      SELECT agent_id, day, start, pnl, equity, r, exp(sum(log(greatest(1 + r, 1e-9))) OVER upToDay) AS growth
      FROM (
        SELECT agent_id, day, start, pnl, start + sum(pnl + flow) OVER upToDay AS equity,
          equity - pnl - least(flow, 0) AS capital, if(capital = 0, 0, pnl / capital) AS r
        FROM (${days(agents)})
        WINDOW upToDay AS (PARTITION BY agent_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
      )
      WINDOW upToDay AS (PARTITION BY agent_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    )
    WINDOW upToDay AS (PARTITION BY agent_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
}

/** The selected agents, including those without trades in the range, because a halted agent still has its drawdown. */
export function agentsOf(scope: TradeScope): Sql<'clickhouse'> {
  return ch`SELECT ${hourly.agent_id} FROM ${hourly} WHERE ${chosenHours(scope)}`;
}

/** Ledger entries of a scope other than trades; they have no market, so a selection of markets excludes them. */
export function chosenEntries(scope: TradeScope): Sql<'clickhouse'> {
  return ch`${chosen(entry.agent_id, scope.agent_id)} AND ${chosen(entry.strategy_name, scope.strategy)} AND ${chosen(ch`${text('')}`, scope.market)}`;
}

/** P&L and flow per day: one row for every day of an agent, with 0 on idle days. */
function days(agents: Sql<'clickhouse'>): Sql<'clickhouse'> {
  return ch`
    SELECT agent_id, day, any(initial) AS start, sum(day_pnl) AS pnl, sum(day_flow) AS flow
    FROM (
      SELECT agent_id, arrayJoin(arrayMap(i -> registered + i, range(toUInt32(greatest(0, least(${lastDay}, retired) - registered + 1))))) AS day, toFloat64(0) AS day_pnl, toFloat64(0) AS day_flow
      FROM (${lives(agents)})
      UNION ALL
      SELECT ${daily.agent_id}, ${daily.day}, sum(${daily.pnl_sum}) AS day_pnl, toFloat64(0) AS day_flow
      FROM ${daily}
      WHERE ${daily.day} <= ${lastDay} AND ${daily.agent_id} IN (${agents})
      GROUP BY ${daily.agent_id}, ${daily.day}
      UNION ALL
      SELECT ${entry.agent_id}, toDate(${entry.timestamp}, 'UTC') AS day, sumIf(${entry.amount_usd}, ${entry.kind} != 'flow') AS day_pnl, sumIf(${entry.amount_usd}, ${entry.kind} = 'flow') AS day_flow
      FROM ${entry} FINAL
      WHERE toDate(${entry.timestamp}, 'UTC') <= ${lastDay} AND ${entry.agent_id} IN (${agents})
      GROUP BY ${entry.agent_id}, day
    ) AS moves
    INNER JOIN (SELECT agent_id, initial FROM (${lives(agents)})) AS lives USING (agent_id)
    GROUP BY agent_id, day`;
}

/** Initial equity of each agent, and its first and last day; an agent that is not retired has no last day. */
function lives(agents: Sql<'clickhouse'>): Sql<'clickhouse'> {
  return ch`
    SELECT born.agent_id AS agent_id, initial, registered, if(state = 'retired', changed, toDate('2149-06-06')) AS retired
    FROM (
      SELECT ${capital.agent_id}, ${capital.initial_equity_usd} AS initial, toDate(${capital.registered_at}, 'UTC') AS registered
      FROM ${capital} FINAL
      WHERE ${capital.agent_id} IN (${agents})
    ) AS born
    LEFT JOIN (SELECT ${status.agent_id}, toString(${status.status}) AS state, toDate(${status.changed_at}, 'UTC') AS changed FROM ${status} FINAL) AS ended ON ended.agent_id = born.agent_id`;
}
