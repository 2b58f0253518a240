import { pg, pgTable, pgTo, type Sql } from './sql.ts';
import { queries } from '../../query/named.ts';
import { asTime, firstDay, livedDays, newestDay } from './daily.ts';
import type { PnlScope } from './variables.ts';

const rate = pgTable('fx_rates').as('f');

/** Growth of capital beside what it is measured against, from PostgreSQL. */
export const benchmark = queries('benchmark', {
  /**
   * Growth in percent since the start of the range: the scope as one book, the median agent of the whole fleet, and a
   * bitcoin that was just held.
   */
  growth: (scope: PnlScope) => pg`
    WITH selection AS (
      WITH ${livedDays(scope, firstDay)}, book AS (
        SELECT day, coalesce(sum(pnl) / nullif(sum(capital), 0), 0)::float8 AS r FROM returns GROUP BY day
      )
      SELECT day, ${grown(pg`ORDER BY day`)} AS growth FROM book
    ), fleet AS (
      WITH ${livedDays({}, firstDay)}, agents_grown AS (
        SELECT day, ${grown(pg`PARTITION BY agent_id ORDER BY day`)} AS growth
        FROM (SELECT agent_id, day, coalesce(pnl / nullif(capital, 0), 0)::float8 AS r FROM returns) daily
      )
      SELECT day, percentile_cont(0.5) WITHIN GROUP (ORDER BY growth) AS growth FROM agents_grown GROUP BY day
    ), held AS (
      SELECT d::date AS day, ${rateBefore(pg`least((d::date + 1)::timestamp AT TIME ZONE 'UTC', ${pgTo}::timestamptz + interval '1 second')`)} AS rate
      FROM generate_series(${firstDay}::timestamp, ${newestDay}::timestamp, interval '1 day') d
    ), bought AS (
      SELECT coalesce(${rateBefore(asTime(firstDay))}, (SELECT ${rate.usdc_per_unit} FROM ${rate} WHERE ${rate.currency} = 'BTC' AND ${rate.ts} >= ${asTime(firstDay)} ORDER BY ${rate.ts} LIMIT 1)) AS rate
    )
    SELECT ${asTime(pg`held.day`)} AS time, selection.growth AS "Selection", fleet.growth AS "Fleet median",
      (100 * (held.rate / nullif(bought.rate, 0) - 1))::float8 AS "BTC held"
    FROM held
    CROSS JOIN bought
    LEFT JOIN selection ON selection.day = held.day
    LEFT JOIN fleet ON fleet.day = held.day
    ORDER BY time`,
});

/** Compounded returns up to each row, percent. */
function grown(window: Sql<'postgres'>): Sql<'postgres'> {
  return pg`100 * (exp(sum(ln(greatest(1 + r, 1e-9))) OVER (${window})) - 1)`;
}

/** What a bitcoin was last worth before a time. */
function rateBefore(time: Sql<'postgres'>): Sql<'postgres'> {
  return pg`(SELECT ${rate.usdc_per_unit} FROM ${rate} WHERE ${rate.currency} = 'BTC' AND ${rate.ts} < ${time} ORDER BY ${rate.ts} DESC LIMIT 1)`;
}
