import { chosen, intervalMs, pg, pgFrom, pgTable, pgTo, type Sql, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope, PnlScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';
import { movers } from './daily.ts';

const entry = pgTable('pnl_ledger').as('l');
const agent = pgTable('agents').as('a');
const isPnl = pg`${entry.kind} <> 'flow'`;

/** The panel's interval, at least a minute. */
const step = pg`make_interval(secs => greatest(${intervalMs}, 60000) / 1000.0)`;
/** End of the step of an entry, or of the range; the amount is part of the equity from then on. */
const stepEnd = pg`least(date_bin(${step}, ${entry.ts}, '2000-01-01Z') + ${step}, ${pgTo}::timestamptz)`;

/**
 * Realized P&L and equity from the PostgreSQL ledger, by the strategy at the time of the entry; deposits and
 * withdrawals are of kind `flow`.
 */
export const ledger = queries('ledger', {
  /** Cumulative net P&L in the range; its last value is the P&L of the range. */
  netPnl: (scope: PnlScope) => pg`
    SELECT ${stepEnd} AS time, sum(sum(${entry.amount_usdc})) OVER (ORDER BY ${stepEnd})::float8 AS "Net P&L"
    FROM ${entry}
    WHERE ${timeFilter(entry.ts)} AND ${isPnl} AND ${inScope(scope)}
    GROUP BY 1
    ORDER BY time`,
  /** Net P&L of the range per strategy. */
  pnlByStrategy: (scope: PnlScope) => pg`
    SELECT ${entry.strategy}, sum(${entry.amount_usdc})::float8 AS "Net P&L"
    FROM ${entry}
    WHERE ${timeFilter(entry.ts)} AND ${isPnl} AND ${inScope(scope)}
    GROUP BY ${entry.strategy}
    ORDER BY "Net P&L" DESC`,
  /** Net P&L of the range per kind of entry, both income and costs. */
  pnlByKind: (scope: PnlScope) => pg`
    SELECT ${entry.kind}, sum(${entry.amount_usdc})::float8 AS "Net P&L"
    FROM ${entry}
    WHERE ${timeFilter(entry.ts)} AND ${isPnl} AND ${inScope(scope)}
    GROUP BY ${entry.kind}
    ORDER BY "Net P&L" DESC`,
  /** Realized equity of the selected agents, one line each; for a single agent. */
  equity: (scope: AgentScope) =>
    equityOf(pg`SELECT ${agent.agent_id} FROM ${agent} WHERE ${chosen(agent.agent_id, scope.agent_id)}`),
  /** Realized equity of the agents with the largest absolute P&L in the range. */
  equityOfMovers: (limit: NumberVariable, scope: PnlScope) => equityOf(movers(limit, scope)),
  /** Seconds since the newest entry of an agent of the scope. */
  dataAge: (scope: AgentScope) => pg`
    SELECT extract(epoch FROM now() - max(newest.ts))::float8 AS age
    FROM ${agent}
    CROSS JOIN LATERAL (SELECT max(${entry.ts}) AS ts FROM ${entry} WHERE ${entry.agent_id} = ${agent.agent_id}) newest
    WHERE ${chosen(agent.agent_id, scope.agent_id)}`,
});

function inScope(scope: PnlScope): Sql<'postgres'> {
  return pg`${chosen(entry.agent_id, scope.agent_id)} AND ${chosen(entry.strategy, scope.strategy)}`;
}

/**
 * Equity of each agent over the range or since its registration: initial equity plus all ledger entries up to then,
 * including flows.
 */
function equityOf(agents: Sql<'postgres'>): Sql<'postgres'> {
  return pg`
    WITH chosen AS (${agents}), steps AS (
      SELECT ${agent.agent_id}, greatest(${pgFrom}::timestamptz, ${agent.registered_at}) AS time,
        ${agent.initial_equity_usdc} + coalesce((SELECT sum(${entry.amount_usdc}) FROM ${entry} WHERE ${entry.agent_id} = ${agent.agent_id} AND ${entry.ts} < ${pgFrom}), 0) AS amount
      FROM ${agent}
      WHERE ${agent.agent_id} IN (SELECT agent_id FROM chosen) AND ${agent.registered_at} <= ${pgTo}
      UNION ALL
      SELECT ${entry.agent_id}, ${stepEnd}, sum(${entry.amount_usdc})
      FROM ${entry}
      WHERE ${timeFilter(entry.ts)} AND ${entry.agent_id} IN (SELECT agent_id FROM chosen)
      GROUP BY 1, 2
    )
    SELECT time, agent_id, sum(amount) OVER (PARTITION BY agent_id ORDER BY time)::float8 AS equity
    FROM steps
    ORDER BY time`;
}
