import { chosen, pg, pgTable, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

const contract = pgTable('escrow_contracts');

/** Escrow contracts of one agent from PostgreSQL. */
export const escrowParties = queries('escrowParties', {
  /** Contracts of one agent as payer or payee: open ones first, then those created or closed in the range. */
  ofAgent: (scope: AgentScope) => {
    const pays = chosen(contract.payer_agent_id, scope.agent_id);
    return pg`
      SELECT ${contract.escrow_id}, CASE WHEN ${pays} THEN 'payer' ELSE 'payee' END AS role,
        CASE WHEN ${pays} THEN ${contract.payee_agent_id} ELSE ${contract.payer_agent_id} END AS counterparty,
        ${contract.amount_usdc}, ${contract.fee_usdc}, ${contract.status}, ${contract.created_at}, ${contract.closed_at},
        (CASE WHEN ${contract.closed_at} IS NULL THEN extract(epoch FROM ${contract.expires_at} - now()) END)::float8 AS seconds_left
      FROM ${contract}
      WHERE (${pays} OR ${chosen(contract.payee_agent_id, scope.agent_id)})
        AND (${contract.closed_at} IS NULL OR ${timeFilter(contract.created_at)} OR ${timeFilter(contract.closed_at)})
      ORDER BY ${contract.closed_at} IS NOT NULL, ${contract.created_at} DESC
      LIMIT 200`;
  },
});
