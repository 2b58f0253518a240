import { chosen, pg, pgFrom, pgTable, pgTo, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

const move = pgTable('wallet_events').as('w');
const rate = pgTable('fx_rates').as('fx');
const run = pgTable('recon_runs').as('r');

/** Limits for an unusual withdrawal: multiple of the agent's own mean, share of its balance, and USDC. */
export interface UnusualWithdrawal {
  readonly times: number;
  readonly part: number;
  readonly usdc: number;
}

/** Figures for the treasury from PostgreSQL: rates, withdrawals, reconciliation. */
export const treasury = queries('treasury', {
  /** The newest rate of each currency within a week, its age, and its change over the day before. */
  rates: () => pg`
    SELECT newest.currency, newest.usdc_per_unit::float8 AS rate, (newest.usdc_per_unit / nullif(earlier.usdc_per_unit, 0) - 1)::float8 AS change,
      newest.ts, extract(epoch FROM now() - newest.ts)::float8 AS age
    FROM (
      SELECT DISTINCT ON (${rate.currency}) ${rate.currency}, ${rate.usdc_per_unit}, ${rate.ts}
      FROM ${rate}
      WHERE ${rate.ts} > ${pgTo}::timestamptz - interval '7 days' AND ${rate.ts} <= ${pgTo}
      ORDER BY ${rate.currency}, ${rate.ts} DESC
    ) newest
    LEFT JOIN LATERAL (
      SELECT ${rate.usdc_per_unit} FROM ${rate}
      WHERE ${rate.currency} = newest.currency AND ${rate.ts} <= newest.ts - interval '1 day'
      ORDER BY ${rate.ts} DESC LIMIT 1
    ) earlier ON TRUE
    ORDER BY newest.currency`,
  /**
   * Unusual withdrawals of the range, largest first: at least `times` the agent's mean withdrawal of the 30 days
   * before. Without such withdrawals: at least the share `part` of its balance of the coin, or any share of an unknown
   * balance. Withdrawals below `usdc` are left out.
   */
  withdrawals: (scope: AgentScope, { times, part, usdc }: UnusualWithdrawal) => pg`
    WITH moves AS (
      SELECT ${move.ts}, ${move.agent_id}, ${move.currency}, -${move.amount_usdc} AS usdc, -${move.amount} / nullif(${move.balance_after} - ${move.amount}, 0) AS part,
        ${move.tx_hash}, avg(-${move.amount_usdc}) OVER before AS usual
      FROM ${move}
      WHERE ${move.kind} = 'withdrawal' AND ${move.amount_usdc} < 0 AND ${chosen(move.agent_id, scope.agent_id)}
        AND ${move.ts} > ${pgFrom}::timestamptz - interval '30 days' AND ${move.ts} <= ${pgTo}
      WINDOW before AS (PARTITION BY ${move.agent_id} ORDER BY ${move.ts} RANGE BETWEEN interval '30 days' PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW)
    )
    SELECT ts, agent_id, currency, usdc::float8 AS usdc, usual::float8 AS usual, (usdc / nullif(usual, 0))::float8 AS times, part::float8 AS part, tx_hash
    FROM moves
    WHERE ${timeFilter(pg`ts`)} AND usdc >= ${usdc} AND (usdc >= ${times} * usual OR (usual IS NULL AND coalesce(part, 1) >= ${part}))
    ORDER BY usdc DESC
    LIMIT 200`,
  /**
   * The newest reconciliation of each agent and currency within two days of the end of the range, largest difference
   * first.
   */
  reconciliation: (scope: AgentScope) => pg`
    SELECT agent_id, currency, ledger_balance::float8 AS ledger_balance, wallet_balance::float8 AS wallet_balance, diff::float8 AS diff, run_ts
    FROM (
      SELECT DISTINCT ON (${run.agent_id}, ${run.currency}) ${run.agent_id}, ${run.currency}, ${run.ledger_balance}, ${run.wallet_balance}, ${run.diff}, ${run.run_ts}
      FROM ${run}
      WHERE ${run.run_ts} > ${pgTo}::timestamptz - interval '2 days' AND ${run.run_ts} <= ${pgTo} AND ${chosen(run.agent_id, scope.agent_id)}
      ORDER BY ${run.agent_id}, ${run.currency}, ${run.run_ts} DESC
    ) newest
    ORDER BY abs(diff) DESC, agent_id, currency
    LIMIT 200`,
});
