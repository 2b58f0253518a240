import { choice, pg, pgFrom, selected, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { escrowId, payee, payer } from './variables.ts';
import { change, chosen, contract, isTimedOut } from './escrow-book.ts';

/** Pairs of agents with escrow contracts, and the history of one contract, from PostgreSQL. */
export const escrowContracts = queries('escrowContracts', {
  /**
   * The fifty pairs with the largest amounts in the range, and the amount that the payee paid back in other contracts.
   */
  pairs: () => pg`
    WITH pairs AS (
      SELECT ${contract.payer_agent_id}, ${contract.payee_agent_id}, count(*) AS contracts, sum(${contract.amount_usdc}) AS amount_usdc,
        count(*) FILTER (WHERE ${isTimedOut})::float8 / nullif(count(${contract.closed_at}), 0) AS timeout_ratio
      FROM ${contract}
      WHERE ${timeFilter(contract.created_at)}
      GROUP BY 1, 2
    )
    SELECT pairs.payer_agent_id, pairs.payee_agent_id, pairs.contracts, pairs.amount_usdc, pairs.timeout_ratio,
      back.amount_usdc AS returned_usdc, (back.amount_usdc / pairs.amount_usdc)::float8 AS returned_ratio
    FROM pairs LEFT JOIN pairs back ON back.payer_agent_id = pairs.payee_agent_id AND back.payee_agent_id = pairs.payer_agent_id
    WHERE ${selected(pg`pairs.payer_agent_id`, payer)} AND ${selected(pg`pairs.payee_agent_id`, payee)}
    ORDER BY pairs.amount_usdc DESC
    LIMIT 50`,
  /** The selected contract, and the hundred newest contracts created in the range. */
  contracts: () => pg`
    SELECT ${contract.escrow_id}, ${contract.payer_agent_id}, ${contract.payee_agent_id}, ${contract.amount_usdc}, ${contract.fee_usdc}, ${contract.status},
      ${contract.created_at}, ${contract.funded_at}, ${contract.expires_at}, ${contract.closed_at}
    FROM ${contract}
    WHERE ${contract.escrow_id} = ${choice(escrowId)} OR (${timeFilter(contract.created_at)} AND ${chosen})
    ORDER BY ${contract.escrow_id} = ${choice(escrowId)} DESC, ${contract.created_at} DESC
    LIMIT 100`,
  /** The states of the selected contract over time. */
  timeline: () => pg`
    SELECT time, "State"
    FROM (
      SELECT ${change.ts} AS time, ${change.event_id}, ${change.to_status} AS "State"
      FROM ${change}
      WHERE ${change.escrow_id} = ${choice(escrowId)}
      UNION ALL
      SELECT ${pgFrom}::timestamptz, 0, 'no contract chosen' WHERE ${choice(escrowId)} = ''
    ) states
    ORDER BY time, event_id`,
  /** The changes of its state with actor, reason, and duration of the previous state. */
  changes: () => pg`
    SELECT ${change.ts}, ${change.from_status}, ${change.to_status}, extract(epoch FROM ${change.ts} - lag(${change.ts}) OVER (ORDER BY ${change.ts}, ${change.event_id}))::float8 AS seconds_before,
      ${change.actor_agent_id}, ${change.reason}
    FROM ${change}
    WHERE ${change.escrow_id} = ${choice(escrowId)}
    ORDER BY ${change.ts}, ${change.event_id}`,
});
