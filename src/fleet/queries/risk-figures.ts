import { number, pg, type Sql } from './sql.ts';
import { queries } from '../../query/named.ts';
import { livedDays, windowStart } from './daily.ts';
import { type PnlScope, sharpeWindow } from './variables.ts';

/** Part of the days that the value at risk leaves out. */
const TAIL = 0.05;
const days = number(sharpeWindow);
/** A ratio of a window that lacks a day is left out, as the Sharpe ratio is. */
const whenWhole = (figure: Sql<'postgres'>): Sql<'postgres'> => pg`CASE WHEN n = ${days} THEN ${figure} END`;
const sortino = whenWhole(pg`mean / CASE WHEN downside > 1e-9 THEN downside END * sqrt(365)`);
const calmar = whenWhole(pg`(power(1 + growth, 365.0 / n) - 1) / CASE WHEN deepest < -1e-9 THEN -deepest END`);

/**
 * What the daily returns of the last `$sharpe_window` days say beside the Sharpe ratio, from PostgreSQL: return, Sortino
 * and Calmar ratio, and the historical value at risk with its expected shortfall, a day and 95 %.
 */
export const riskFigures = queries('riskFigures', {
  /** Of the scope as one book, in fractions; the value at risk also in USDC of the newest day's capital. */
  ofBook: (scope: PnlScope) => pg`
    WITH ${livedDays(scope, windowStart)}, daily AS (
      SELECT '' AS book, day, coalesce(sum(pnl) / nullif(sum(capital), 0), 0)::float8 AS r, sum(capital)::float8 AS capital FROM returns GROUP BY day
    ), ${figures}
    SELECT growth AS "Return", ${sortino} AS "Sortino", ${calmar} AS "Calmar", ${whenWhole(pg`-tail`)} AS "VaR 95 %",
      ${whenWhole(pg`-shortfall`)} AS "Expected shortfall", ${whenWhole(pg`-tail * capital`)} AS "VaR (USDC)", n AS "Days"
    FROM figures`,
  /** A row per agent, the largest value at risk first. */
  byAgent: (scope: PnlScope) => pg`
    WITH ${livedDays(scope, windowStart)}, daily AS (
      SELECT agent_id AS book, day, coalesce(pnl / nullif(capital, 0), 0)::float8 AS r, capital::float8 AS capital FROM returns
    ), ${figures}
    SELECT book AS agent_id, growth AS return, ${sortino} AS sortino, ${calmar} AS calmar, ${whenWhole(pg`-tail`)} AS value_at_risk,
      ${whenWhole(pg`-shortfall`)} AS expected_shortfall, ${whenWhole(pg`-tail * capital`)} AS value_at_risk_usdc, n AS days
    FROM figures
    ORDER BY value_at_risk DESC NULLS LAST, agent_id`,
});

/** `wealth AS (…), tails AS (…), figures AS (…)` of `daily`, a book and day a row. */
const figures: Sql<'postgres'> = pg`
  wealth AS (
    SELECT *, exp(sum(ln(greatest(1 + r, 1e-9))) OVER (PARTITION BY book ORDER BY day)) AS twr FROM daily
  ), falls AS (
    SELECT *, twr / greatest(1, max(twr) OVER (PARTITION BY book ORDER BY day)) - 1 AS fall FROM wealth
  ), tails AS (
    SELECT book, percentile_cont(${TAIL}) WITHIN GROUP (ORDER BY r) AS tail FROM daily GROUP BY book
  ), figures AS (
    SELECT book, count(*) AS n, avg(r) AS mean, sqrt(avg(least(r, 0) ^ 2)) AS downside, exp(sum(ln(greatest(1 + r, 1e-9)))) - 1 AS growth,
      min(fall) AS deepest, max(tail) AS tail, avg(r) FILTER (WHERE r <= tail) AS shortfall, (array_agg(capital ORDER BY day DESC))[1] AS capital
    FROM falls
    JOIN tails USING (book)
    GROUP BY book
  )`;
