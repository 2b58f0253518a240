import { pg, pgTable, type Sql } from './sql.ts';
import { queries } from '../../query/named.ts';

const contract = pgTable('escrow_contracts');

/** Expired escrow contracts that are still open, from PostgreSQL. */
export const escrowStuck = queries('escrowStuck', {
  /** Number of stuck contracts per payer; no row for a payer without stuck contracts. */
  byPayer: (graceSeconds: number) => pg`
    SELECT ${contract.payer_agent_id} AS agent_id, count(*)::float8 AS contracts
    FROM ${contract}
    WHERE ${isStuck(contract, graceSeconds)}
    GROUP BY ${contract.payer_agent_id}`,
});

/** Condition for contracts that are still open `graceSeconds` after their expiry. */
export function isStuck(of: typeof contract, graceSeconds: number): Sql<'postgres'> {
  return pg`${of.closed_at} IS NULL AND ${of.expires_at} < now() - make_interval(secs => ${graceSeconds})`;
}
