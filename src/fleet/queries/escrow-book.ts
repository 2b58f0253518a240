import { postgresTables } from '../catalog/postgres.ts';
import { intervalMs, pg, pgFrom, pgTable, pgTo, selected, type Sql, texts, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import { payee, payer } from './variables.ts';
import { asTime, firstDay, lastDay, today } from './daily.ts';
import { isStuck } from './escrow-stuck.ts';

const agent = pgTable('agents').as('a');
const referral = pgTable('referral_fees').as('f');
/** The contracts, with the alias of all escrow queries. */
export const contract = pgTable('escrow_contracts').as('c');
/** Changes of a contract's state. */
export const change = pgTable('escrow_events').as('e');

/** Condition for contracts of the selected payers and payees. */
export const chosen = pg`${selected(contract.payer_agent_id, payer)} AND ${selected(contract.payee_agent_id, payee)}`;
const isOpen = pg`${contract.closed_at} IS NULL`;
const isSettled = pg`${contract.status} = 'settled'`;
export const isTimedOut = pg`${contract.status} = 'timed_out'`;
const settleSeconds = pg`extract(epoch FROM ${contract.closed_at} - ${contract.funded_at})::float8`;

const settleTimes = pg`
  avg(${settleSeconds}) AS "Average", percentile_cont(0.5) WITHIN GROUP (ORDER BY ${settleSeconds}) AS "p50",
    percentile_cont(0.95) WITHIN GROUP (ORDER BY ${settleSeconds}) AS "p95", count(${settleSeconds}) AS "Settled"`;

const rangeStart = pg`${pgFrom}::timestamptz`;
const rangeEnd = pg`${pgTo}::timestamptz`;

/** Escrow contracts of the selected payers and payees from PostgreSQL, the book of record. */
export const escrowBook = queries('escrowBook', {
  /** Options of a variable: agents that have ever been the payer of a contract. */
  payers: () => pg`
    SELECT ${agent.agent_id} FROM ${agent}
    WHERE EXISTS (SELECT FROM ${contract} WHERE ${contract.payer_agent_id} = ${agent.agent_id})
    ORDER BY ${agent.agent_id}`,
  /** Options of a variable: agents that have ever been the payee of a selected payer. */
  payees: () => pg`
    SELECT ${agent.agent_id} FROM ${agent}
    WHERE EXISTS (SELECT FROM ${contract} WHERE ${contract.payee_agent_id} = ${agent.agent_id} AND ${selected(contract.payer_agent_id, payer)})
    ORDER BY ${agent.agent_id}`,

  /** Current open contracts, and the USDC in them that is funded and not yet paid out. */
  inFlight: () => pg`
    SELECT count(*) AS "Open", coalesce(sum(${contract.amount_usdc}) FILTER (WHERE ${contract.funded_at} IS NOT NULL), 0)::float8 AS "Locked"
    FROM ${contract}
    WHERE ${isOpen} AND ${chosen}`,
  /** Seconds until the next open contract expires. */
  nextExpiry: () => pg`
    SELECT extract(epoch FROM min(${contract.expires_at}) - now())::float8 AS seconds
    FROM ${contract}
    WHERE ${isOpen} AND ${contract.expires_at} >= now() AND ${chosen}`,
  /** Number of contracts that are still open some time after their expiry. */
  stuckCount: (graceSeconds: number) => pg`
    SELECT count(*) AS stuck FROM ${contract} WHERE ${isStuck(contract, graceSeconds)} AND ${chosen}`,
  /** Share of the contracts closed in the range that timed out, and the counts behind it. */
  timeouts: () => pg`
    SELECT count(*) FILTER (WHERE ${isTimedOut})::float8 / nullif(count(*), 0) AS "Timeout rate", count(*) FILTER (WHERE ${isTimedOut}) AS "Timed out",
      count(*) AS "Closed"
    FROM ${contract}
    WHERE ${timeFilter(contract.closed_at)} AND ${chosen}`,
  /** Seconds from funding to settlement of the contracts settled in the range, and their number. */
  settleTime: () => pg`
    SELECT ${settleTimes}
    FROM ${contract}
    WHERE ${timeFilter(contract.closed_at)} AND ${isSettled} AND ${chosen}`,
  /** Seconds since any contract last changed its state. */
  dataAge: () => pg`SELECT extract(epoch FROM now() - max(${change.ts}))::float8 AS age FROM ${change}`,

  /** The open contracts that expire next, starting with expired ones that do not count as stuck yet. */
  expiringNext: (graceSeconds: number) => pg`
    SELECT ${contract.escrow_id}, extract(epoch FROM ${contract.expires_at} - now())::float8 AS seconds_left,
      ${contract.payer_agent_id}, ${contract.payee_agent_id}, ${contract.amount_usdc}, ${contract.status}, ${contract.expires_at}
    FROM ${contract}
    WHERE ${isOpen} AND NOT (${isStuck(contract, graceSeconds)}) AND ${chosen}
    ORDER BY ${contract.expires_at}
    LIMIT 50`,
  /** Contracts that are still open some time after their expiry, oldest first. */
  stuck: (graceSeconds: number) => pg`
    SELECT ${contract.escrow_id}, extract(epoch FROM now() - ${contract.expires_at})::float8 AS seconds_over,
      ${contract.payer_agent_id}, ${contract.payee_agent_id}, ${contract.amount_usdc}, ${contract.status}
    FROM ${contract}
    WHERE ${isStuck(contract, graceSeconds)} AND ${chosen}
    ORDER BY ${contract.expires_at}
    LIMIT 50`,
  /** Contracts created in the range by their current state, in the order of the states. */
  funnel: () => pg`
    SELECT replace(s.status, '_', ' ') AS status, count(${contract.escrow_id}) AS contracts
    FROM unnest(ARRAY[${texts(postgresTables.escrow_contracts.columns.status.oneOf)}]) WITH ORDINALITY AS s(status, place)
    LEFT JOIN ${contract} ON ${contract.status} = s.status AND ${timeFilter(contract.created_at)} AND ${chosen}
    GROUP BY s.status, s.place
    ORDER BY s.place`,

  /**
   * Open contracts and the USDC in them over time, including earlier contracts, each point as of the end of its step.
   */
  inFlightOverTime: () => pg`
    WITH grid AS (
      SELECT make_interval(secs => greatest(${intervalMs}, 60000) / 1000.0) AS step
    ), overlapping AS (
      SELECT ${contract.created_at}, ${contract.funded_at}, ${contract.closed_at}, ${contract.amount_usdc}
      FROM ${contract}
      WHERE ${contract.created_at} <= ${rangeEnd} AND (${isOpen} OR ${contract.closed_at} >= ${rangeStart}) AND ${chosen}
    ), moves AS (
      SELECT created_at AS ts, 1 AS contracts, 0 AS amount FROM overlapping
      UNION ALL SELECT funded_at, 0, amount_usdc FROM overlapping WHERE funded_at <= ${rangeEnd}
      UNION ALL SELECT closed_at, -1, CASE WHEN funded_at IS NULL THEN 0 ELSE -amount_usdc END FROM overlapping WHERE closed_at <= ${rangeEnd}
    ), binned AS (
      SELECT date_bin(step, greatest(ts, ${rangeStart}), '2000-01-01Z') AS time, sum(contracts) AS contracts, sum(amount) AS amount
      FROM moves, grid
      GROUP BY 1
    ), axis AS (
      SELECT generate_series(date_bin(step, ${rangeStart}, '2000-01-01Z'), least(${rangeEnd}, now()), step) AS time FROM grid
    )
    SELECT time, sum(coalesce(contracts, 0)) OVER (ORDER BY time)::float8 AS "Open", sum(coalesce(amount, 0)) OVER (ORDER BY time)::float8 AS "Locked"
    FROM axis LEFT JOIN binned USING (time)
    ORDER BY time`,
  /** Seconds from funding to settlement per day of settlement, and the number of settled contracts. */
  settleTimeByDay: () => pg`
    SELECT ${dayOf(contract.closed_at)} AS time, ${settleTimes}
    FROM ${contract}
    WHERE ${inDays(contract.closed_at)} AND ${isSettled} AND ${chosen}
    GROUP BY 1
    ORDER BY time`,
  /** Share of the contracts closed on a day that timed out, and the counts behind it. */
  timeoutsByDay: () => pg`
    SELECT ${dayOf(contract.closed_at)} AS time, count(*) FILTER (WHERE ${isTimedOut})::float8 / nullif(count(*), 0) AS "Timeout rate",
      count(*) FILTER (WHERE ${isTimedOut}) AS "Timed out", count(*) AS "Closed"
    FROM ${contract}
    WHERE ${inDays(contract.closed_at)} AND ${chosen}
    GROUP BY 1
    ORDER BY time`,
  /** Contracts created, settled and timed out per day. */
  throughputByDay: () => pg`
    WITH steps AS (
      SELECT ${dayOf(contract.created_at)} AS time, 1 AS created, 0 AS settled, 0 AS timed_out
      FROM ${contract}
      WHERE ${inDays(contract.created_at)} AND ${chosen}
      UNION ALL
      SELECT ${dayOf(contract.closed_at)}, 0, (${isSettled})::int, (${isTimedOut})::int
      FROM ${contract}
      WHERE ${inDays(contract.closed_at)} AND ${chosen}
    )
    SELECT time, sum(created) AS "Created", sum(settled) AS "Settled", sum(timed_out) AS "Timed out"
    FROM steps
    GROUP BY time
    ORDER BY time`,
  /**
   * Amount of the contracts created per day, and its mean over the last seven days; the unfinished current day has no
   * mean.
   */
  volumeByDay: () => pg`
    WITH volumes AS (
      SELECT ${dayOf(contract.created_at)} AS time, sum(${contract.amount_usdc}) AS volume
      FROM ${contract}
      WHERE ${inDays(contract.created_at, 6)} AND ${chosen}
      GROUP BY 1
    ), trend AS (
      SELECT time, coalesce(volume, 0) AS volume, avg(coalesce(volume, 0)) OVER (ORDER BY time ROWS 6 PRECEDING) AS mean
      FROM (${days(pg`greatest(${firstDay} - 6, (SELECT (min(${contract.created_at}) AT TIME ZONE 'UTC')::date FROM ${contract}))`)}) axis LEFT JOIN volumes USING (time)
    )
    SELECT time, volume::float8 AS "Volume", (CASE WHEN time < ${asTime(today)} THEN mean END)::float8 AS "7-day mean"
    FROM trend
    WHERE time >= ${asTime(firstDay)}
    ORDER BY time`,
  /** Fees of settled contracts and referral fees paid out of them, cumulative since the first contract. */
  cumulativeFees: () => pg`
    WITH entries AS (
      SELECT ${contract.closed_at} AS ts, ${contract.fee_usdc} AS fee, 0 AS referral
      FROM ${contract}
      WHERE ${isSettled} AND ${contract.closed_at} < ${asTime(pg`${lastDay} + 1`)} AND ${chosen}
      UNION ALL
      SELECT ${referral.ts}, 0, ${referral.referral_fee_usdc}
      FROM ${referral} LEFT JOIN ${contract} ON ${contract.escrow_id} = ${referral.source_ref}
      WHERE ${referral.source_kind} = 'escrow' AND ${referral.ts} < ${asTime(pg`${lastDay} + 1`)} AND ${chosen}
    ), daily AS (
      SELECT greatest(date_trunc('day', ts, 'UTC'), ${asTime(firstDay)}) AS time, sum(fee) AS fee, sum(referral) AS referral FROM entries GROUP BY 1
    )
    SELECT time, sum(coalesce(fee, 0)) OVER (ORDER BY time)::float8 AS "Fees", sum(coalesce(referral, 0)) OVER (ORDER BY time)::float8 AS "Referral fees"
    FROM (${days(firstDay)}) axis LEFT JOIN daily USING (time)
    ORDER BY time`,
});

/** Start of the UTC day of a time. */
function dayOf(column: Sql<'postgres'>): Sql<'postgres'> {
  return pg`date_trunc('day', ${column}, 'UTC')`;
}

/** Condition for times on the days that the range touches, or `daysBefore` days earlier. */
function inDays(column: Sql<'postgres'>, daysBefore = 0): Sql<'postgres'> {
  return pg`${column} >= ${asTime(pg`${firstDay} - ${daysBefore}`)} AND ${column} < ${asTime(pg`${lastDay} + 1`)}`;
}

/** A row per UTC day from a given day to the end of the range or the current day. */
function days(from: Sql<'postgres'>): Sql<'postgres'> {
  return pg`SELECT day AT TIME ZONE 'UTC' AS time FROM generate_series((${from})::timestamp, least(${lastDay}, ${today})::timestamp, interval '1 day') AS day`;
}
