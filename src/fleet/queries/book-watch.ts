import { queries } from '../../query/named.ts';
import { pg, pgTable } from './sql.ts';

const agent = pgTable('agents').as('a');
const trade = pgTable('trades').as('t');
const event = pgTable('agent_events').as('e');
const contract = pgTable('escrow_contracts').as('c');
const change = pgTable('escrow_events').as('e');
const ledger = pgTable('pnl_ledger');
const daily = pgTable('agent_performance_daily');

/** Problems in the book of record, from PostgreSQL; one number per row, for alert rules. */
export const bookWatch = queries('bookWatch', {
  /** Seconds since the last write, by part: ledger and daily snapshot; no row for an empty part. */
  ages: () => pg`
    SELECT 'ledger' AS part, extract(epoch FROM now() - max(${ledger.ts}))::float8 AS age
    FROM ${ledger}
    HAVING count(*) > 0
    UNION ALL
    SELECT 'daily snapshot', extract(epoch FROM now() - max(${daily.snapshot_ts}))::float8
    FROM ${daily}
    HAVING count(*) > 0`,
  /** Age of the oldest open dispute of each payer, seconds; no row for a payer without disputes. */
  disputeAges: () => pg`
    SELECT ${contract.payer_agent_id} AS agent_id,
      extract(epoch FROM now() - min(coalesce(
        (SELECT max(${change.ts}) FROM ${change} WHERE ${change.escrow_id} = ${contract.escrow_id} AND ${change.to_status} = 'disputed'),
        ${contract.created_at})))::float8 AS age
    FROM ${contract}
    WHERE ${contract.closed_at} IS NULL AND ${contract.status} = 'disputed'
    GROUP BY ${contract.payer_agent_id}`,
  /**
   * Trades of the last day that an agent opened during its halt, except in the first seconds; rejected and cancelled
   * orders are not trades. No row for an agent that respects its halt.
   */
  tradesAfterHalt: (graceSeconds: number) => pg`
    SELECT ${trade.agent_id}, count(*)::float8 AS trades
    FROM ${trade}
    JOIN ${agent} ON ${agent.agent_id} = ${trade.agent_id} AND ${agent.status} = 'halted'
    JOIN (
      SELECT ${event.agent_id}, max(${event.ts}) AS halted_at
      FROM ${event}
      WHERE ${event.event_type} = 'halt'
      GROUP BY ${event.agent_id}
    ) h ON h.agent_id = ${trade.agent_id}
    WHERE ${trade.opened_at} > greatest(h.halted_at + make_interval(secs => ${graceSeconds}), now() - interval '1 day')
      AND ${trade.status} IN ('pending', 'filled', 'partial')
    GROUP BY ${trade.agent_id}`,
});
