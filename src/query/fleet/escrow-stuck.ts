import { pg, pgTable } from '../sql.ts';
import { queries } from '../queries.ts';

const contract = pgTable('escrow_contracts');

/** Escrow contracts that nothing closes, from PostgreSQL. */
export const escrowStuck = queries('escrowStuck', {
  /** Contracts per payer that are open so many seconds past their expiry; no row for a payer without one. */
  byPayer: (graceSeconds: number) => pg`
    SELECT ${contract.payer_agent_id} AS agent_id, count(*)::float8 AS contracts
    FROM ${contract}
    WHERE ${contract.closed_at} IS NULL AND ${contract.expires_at} < now() - make_interval(secs => ${graceSeconds})
    GROUP BY ${contract.payer_agent_id}`,
});
