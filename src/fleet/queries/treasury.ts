import { chosen, pg, pgTable, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

const movement = pgTable('wallet_events').as('w');
const rate = pgTable('fx_rates').as('f');
const run = pgTable('recon_runs').as('r');
const agent = pgTable('agents').as('a');
const contract = pgTable('escrow_contracts').as('c');
const trade = pgTable('trades').as('t');

/** When a withdrawal is one that nobody makes every day. */
export interface UnusualWithdrawal {
  /** Part of the balance that it took, a fraction. */
  readonly share: number;
  /** Times the median of the agent's withdrawals of that currency in the 90 days before, where it has five. */
  readonly times: number;
  /** Below it nothing is unusual, USDC. */
  readonly floorUsdc: number;
}

/** The newest rate of every currency. */
const newestRates = pg`SELECT DISTINCT ON (${rate.currency}) ${rate.currency}, ${rate.usdc_per_unit}, ${rate.ts} FROM ${rate} ORDER BY ${rate.currency}, ${rate.ts} DESC`;

/** Where the money is and whether it moves as it should, from PostgreSQL. */
export const treasury = queries('treasury', {
  /** The newest rate of every currency, USDC a unit, and its age in seconds. */
  rates: () => pg`
    SELECT currency, usdc_per_unit::float8 AS usdc_per_unit, ts, extract(epoch FROM now() - ts)::float8 AS age
    FROM (${newestRates}) newest
    ORDER BY age DESC, currency`,
  /**
   * Withdrawals of the range that took a large part of the balance, or far more than the agent's usual ones, the newest
   * first.
   */
  unusualWithdrawals: ({ share, times, floorUsdc }: UnusualWithdrawal, scope: AgentScope) => pg`
    SELECT ts, agent_id, currency, amount, usdc, part, usual_usdc, tx_hash
    FROM (
      SELECT ${movement.ts}, ${movement.agent_id}, ${movement.currency}, (-${movement.amount})::float8 AS amount, abs(${movement.amount_usdc})::float8 AS usdc,
        (-${movement.amount} / nullif(${movement.balance_after} - ${movement.amount}, 0))::float8 AS part, usual.usdc AS usual_usdc, usual.n, ${movement.tx_hash}
      FROM ${movement}
      LEFT JOIN LATERAL (
        SELECT count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(b.amount_usdc)) AS usdc
        FROM wallet_events b
        WHERE b.agent_id = ${movement.agent_id} AND b.currency = ${movement.currency} AND b.kind = 'withdrawal'
          AND b.ts >= ${movement.ts} - interval '90 days' AND b.ts < ${movement.ts}
      ) usual ON true
      WHERE ${timeFilter(movement.ts)} AND ${movement.kind} = 'withdrawal' AND ${chosen(movement.agent_id, scope.agent_id)}
    ) withdrawals
    WHERE usdc >= ${floorUsdc} AND (part >= ${share} OR (n >= 5 AND usdc > ${times} * usual_usdc))
    ORDER BY ts DESC
    LIMIT 200`,
  /** USDC of each agent by what it does: free in the wallet, locked in escrow, and the notional of open positions. */
  usdcByUse: (scope: AgentScope) => pg`
    SELECT ${agent.agent_id}, coalesce(moved.balance, counted.balance)::float8 AS free, coalesce(escrow.locked, 0)::float8 AS in_escrow, coalesce(positions.notional, 0)::float8 AS in_positions
    FROM ${agent}
    LEFT JOIN LATERAL (
      SELECT ${movement.balance_after} AS balance FROM ${movement} WHERE ${movement.agent_id} = ${agent.agent_id} AND ${movement.currency} = 'USDC' AND ${movement.balance_after} IS NOT NULL ORDER BY ${movement.ts} DESC, ${movement.event_id} DESC LIMIT 1
    ) moved ON true
    LEFT JOIN LATERAL (
      SELECT ${run.wallet_balance} AS balance FROM ${run} WHERE ${run.agent_id} = ${agent.agent_id} AND ${run.currency} = 'USDC' ORDER BY ${run.run_ts} DESC LIMIT 1
    ) counted ON moved.balance IS NULL
    LEFT JOIN (
      SELECT ${contract.payer_agent_id} AS agent_id, sum(${contract.amount_usdc}) AS locked FROM ${contract} WHERE ${contract.closed_at} IS NULL AND ${contract.funded_at} IS NOT NULL GROUP BY 1
    ) escrow ON escrow.agent_id = ${agent.agent_id}
    LEFT JOIN (
      SELECT ${trade.agent_id}, sum(${trade.notional_usdc}) AS notional FROM ${trade} WHERE ${trade.settled_at} IS NULL AND ${trade.status} IN ('pending', 'filled', 'partial') GROUP BY 1
    ) positions ON positions.agent_id = ${agent.agent_id}
    WHERE ${chosen(agent.agent_id, scope.agent_id)} AND ${agent.status} <> 'retired'
    ORDER BY free DESC NULLS LAST, ${agent.agent_id}`,
  /** The newest comparison of wallet and ledger of each agent and currency, the largest difference first. */
  reconciliation: (scope: AgentScope) => pg`
    SELECT newest.run_ts, newest.agent_id, newest.currency, newest.ledger_balance::float8 AS ledger_balance, newest.wallet_balance::float8 AS wallet_balance,
      newest.diff::float8 AS diff, (newest.diff * rates.usdc_per_unit)::float8 AS diff_usdc
    FROM (
      SELECT DISTINCT ON (${run.agent_id}, ${run.currency}) ${run.run_ts}, ${run.agent_id}, ${run.currency}, ${run.ledger_balance}, ${run.wallet_balance}, ${run.diff}
      FROM ${run}
      WHERE ${timeFilter(run.run_ts)} AND ${chosen(run.agent_id, scope.agent_id)}
      ORDER BY ${run.agent_id}, ${run.currency}, ${run.run_ts} DESC
    ) newest
    LEFT JOIN (${newestRates}) rates ON rates.currency = newest.currency
    ORDER BY abs(newest.diff * rates.usdc_per_unit) DESC NULLS LAST, newest.agent_id, newest.currency`,
});
