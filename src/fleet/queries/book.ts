import { pg, pgTable } from './sql.ts';
import { queries } from '../../query/named.ts';

const entry = pgTable('pnl_ledger').as('l');
const daily = pgTable('agent_performance_daily').as('d');

/** Age of the book of record, from PostgreSQL; empty for anything older than a week. */
export const book = queries('book', {
  /** Seconds since the newest ledger entry, and since the newest daily snapshot was written. */
  ages: () => pg`
    SELECT
      (SELECT extract(epoch FROM now() - max(${entry.ts}))::float8 FROM ${entry} WHERE ${entry.ts} > now() - interval '7 days') AS ledger,
      (SELECT extract(epoch FROM now() - max(${daily.snapshot_ts}))::float8 FROM ${daily} WHERE ${daily.day} > (now() AT TIME ZONE 'UTC')::date - 8) AS snapshot`,
});
