import { pg, pgTable, type Sql } from './sql.ts';
import { queries } from '../../query/named.ts';

const contract = pgTable('escrow_contracts');

/** Escrow contracts that nothing closes, from PostgreSQL. */
export const escrowStuck = queries('escrowStuck', {
  /** Contracts per payer that are open so many seconds past their expiry; no row for a payer without one. */
  byPayer: (graceSeconds: number) => pg`
    SELECT ${contract.payer_agent_id} AS agent_id, count(*)::float8 AS contracts
    FROM ${contract}
    WHERE ${isStuck(contract, graceSeconds)}
    GROUP BY ${contract.payer_agent_id}`,
});

/** A contract that is still open so many seconds past its expiry: nothing closed it. */
export function isStuck(of: typeof contract, graceSeconds: number): Sql<'postgres'> {
  return pg`${of.closed_at} IS NULL AND ${of.expires_at} < now() - make_interval(secs => ${graceSeconds})`;
}
