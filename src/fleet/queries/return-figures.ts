import { pg, pgTable } from './sql.ts';
import { queries } from '../../query/named.ts';
import { asTime, capital, daily, firstDay, inScope, lastDay, livedDays } from './daily.ts';
import type { PnlScope } from './variables.ts';

const rate = pgTable('fx_rates').as('fx');
/** Days that a ratio of daily returns, or their tail, needs to be meaningful. */
const MIN_DAYS = 30;
/** Share of days with a loss beyond the value at risk. */
const TAIL = 0.05;

/**
 * `wealth AS (…)` to `figures AS (…)` over `lived`, which has a return `r` per `agent_id` and `day`: return of the
 * range, annual Sortino and Calmar ratio, daily historical value at risk and expected shortfall, each only with enough
 * days, and the number of days.
 */
const figures = pg`
    wealth AS (
      SELECT agent_id, day, r, exp(sum(ln(greatest(1 + r, 1e-9))) OVER (PARTITION BY agent_id ORDER BY day)) AS w FROM lived
    ), falls AS (
      SELECT agent_id, r, w / greatest(1, max(w) OVER (PARTITION BY agent_id ORDER BY day)) - 1 AS fall FROM wealth
    ), tail AS (
      SELECT agent_id, percentile_cont(${TAIL}) WITHIN GROUP (ORDER BY r) AS cut FROM lived GROUP BY agent_id
    ), sums AS (
      SELECT falls.agent_id, count(*) AS days, exp(sum(ln(greatest(1 + r, 1e-9)))) - 1 AS growth, avg(r) AS mean, sqrt(avg(least(r, 0) ^ 2)) AS downside,
        min(r) AS worst, min(fall) AS deepest, -min(cut) AS at_risk, -avg(r) FILTER (WHERE r <= cut) AS shortfall
      FROM falls
      JOIN tail ON tail.agent_id = falls.agent_id
      GROUP BY falls.agent_id
    ), figures AS (
      SELECT agent_id, days, growth, worst, deepest,
        CASE WHEN days >= ${MIN_DAYS} AND downside > 1e-9 THEN mean / downside * sqrt(365) END AS sortino,
        CASE WHEN days >= ${MIN_DAYS} AND deepest < -1e-9 THEN ((1 + growth) ^ (365.0 / days) - 1) / -deepest END AS calmar,
        CASE WHEN days >= ${MIN_DAYS} THEN at_risk END AS at_risk, CASE WHEN days >= ${MIN_DAYS} THEN shortfall END AS shortfall
      FROM sums
    )`;

/** Figures from the daily returns of the range, from PostgreSQL; deposits are not a return. */
export const returnFigures = queries('returnFigures', {
  /** Risk of the scope as one book: return, Sortino and Calmar ratio, value at risk, expected shortfall, days. */
  risk: (scope: PnlScope) => pg`
    WITH ${livedDays(scope, firstDay)}, lived AS (
      SELECT '' AS agent_id, day, coalesce(sum(pnl) / nullif(sum(capital), 0), 0)::float8 AS r FROM returns GROUP BY day
    ), ${figures}
    SELECT growth AS "Return", sortino AS "Sortino", calmar AS "Calmar", at_risk AS "VaR", shortfall AS "Shortfall", days AS "Days"
    FROM figures`,
  /** The same for each agent, largest value at risk first. */
  riskOfAgents: (scope: PnlScope) => pg`
    WITH ${livedDays(scope, firstDay)}, lived AS (
      SELECT agent_id, day, coalesce(pnl / nullif(capital, 0), 0)::float8 AS r FROM returns
    ), ${figures}
    SELECT agent_id, at_risk, shortfall, worst, deepest, growth, sortino, calmar, days
    FROM figures
    ORDER BY at_risk DESC NULLS LAST, agent_id`,
  /** Growth since the start of the range of the scope, of the median agent of the whole fleet, and of bitcoin. */
  benchmark: (scope: PnlScope) => pg`
    WITH days AS (
      SELECT ${daily.day}, ${daily.agent_id}, ${daily.realized_24h_usdc} AS pnl, ${capital} AS capital, ${inScope(scope)} AS is_chosen
      FROM ${daily}
      WHERE ${daily.day} BETWEEN ${firstDay} AND ${lastDay}
    ), book AS (
      SELECT day, exp(sum(ln(greatest(1 + coalesce(sum(pnl) / nullif(sum(capital), 0), 0), 1e-9))) OVER (ORDER BY day)) - 1 AS growth
      FROM days
      WHERE is_chosen
      GROUP BY day
    ), agents AS (
      SELECT day, exp(sum(ln(greatest(1 + coalesce(pnl / nullif(capital, 0), 0), 1e-9))) OVER (PARTITION BY agent_id ORDER BY day)) - 1 AS growth
      FROM days
    ), median AS (
      SELECT day, percentile_cont(0.5) WITHIN GROUP (ORDER BY growth) AS growth FROM agents GROUP BY day
    ), prices AS (
      SELECT (${rate.ts} AT TIME ZONE 'UTC')::date AS day, (array_agg(${rate.usdc_per_unit} ORDER BY ${rate.ts}))[1] AS opening,
        (array_agg(${rate.usdc_per_unit} ORDER BY ${rate.ts} DESC))[1] AS closing
      FROM ${rate}
      WHERE ${rate.currency} = 'BTC' AND ${rate.ts} >= ${asTime(firstDay)} AND ${rate.ts} < ${asTime(pg`${lastDay} + 1`)}
      GROUP BY 1
    ), bitcoin AS (
      SELECT day, closing / first_value(opening) OVER (ORDER BY day) - 1 AS growth FROM prices
    )
    SELECT ${asTime(pg`median.day`)} AS time, book.growth::float8 AS "Selection", median.growth::float8 AS "Median agent", bitcoin.growth::float8 AS "BTC"
    FROM median
    LEFT JOIN book ON book.day = median.day
    LEFT JOIN bitcoin ON bitcoin.day = median.day
    ORDER BY time`,
});
