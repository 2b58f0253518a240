import { gauge, maxBy, topk } from './promql.ts';
import { ch, chFrom, chTable, chTo, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const refused = chTable('ingest_errors');

/** The way of a trade event into ClickHouse: is it late, was it refused, was it counted twice? */
export const pipeline = queries('pipeline', {
  /** The table that lags most and its lag, seconds; instant only. */
  lag: () => topk(1, maxBy(['table'], gauge('pf_ingest_lag_seconds'))),
  /** Messages that could not become a trade event. */
  deadLetters: () => ch`SELECT count() AS dead_letters FROM ${refused} WHERE ${timeFilter(refused.at)}`,
  /** Messages of the last minutes that could not become a trade event, by topic; no row for a topic without one. */
  refusedLately: (minutes: number) => ch`
    SELECT ${refused.topic}, 1.0 * count() AS refused
    FROM ${refused}
    WHERE ${refused.at} >= now() - INTERVAL ${minutes} MINUTE
    GROUP BY ${refused.topic}`,
  /** The newest of them. */
  recentDeadLetters: () => ch`
    SELECT ${refused.at}, ${refused.topic}, ${refused.partition}, ${refused.offset}, ${refused.error}, substringUTF8(${refused.raw}, 1, 500) AS message
    FROM ${refused}
    WHERE ${timeFilter(refused.at)}
    ORDER BY ${refused.at} DESC
    LIMIT 100`,
  /**
   * By how much the hourly rollup and the merged events disagree on the P&L of the range, USD, added up over agents.
   */
  rollupDrift: () => ch`
    SELECT sumOrNull(abs(difference)) AS drift
    FROM (
      SELECT ${trade.agent_id}, sum(pnl) AS difference
      FROM (
        SELECT ${hourly.agent_id}, ${hourly.pnl_sum} AS pnl
        FROM ${hourly}
        WHERE ${timeFilter(hourly.hour)}
        UNION ALL
        SELECT ${trade.agent_id}, -${trade.pnl_usd} AS pnl
        FROM ${trade} FINAL
        WHERE ${trade.timestamp} >= ${chFrom} AND toStartOfHour(${trade.timestamp}) BETWEEN ${chFrom} AND ${chTo} AND ${trade.event} IN ('fill', 'settle') AND ${trade.pnl_usd} IS NOT NULL
      )
      GROUP BY ${trade.agent_id}
    )`,
  /** The same per agent over the last 24 full hours: the current one is still on its way. */
  rollupDriftOfDay: () => ch`
    SELECT ${trade.agent_id}, abs(sum(pnl)) AS drift
    FROM (
      SELECT ${hourly.agent_id}, ${hourly.pnl_sum} AS pnl
      FROM ${hourly}
      WHERE ${hourly.hour} >= toStartOfHour(now()) - INTERVAL 24 HOUR AND ${hourly.hour} < toStartOfHour(now())
      UNION ALL
      SELECT ${trade.agent_id}, -${trade.pnl_usd} AS pnl
      FROM ${trade} FINAL
      WHERE ${trade.timestamp} >= toStartOfHour(now()) - INTERVAL 24 HOUR AND ${trade.timestamp} < toStartOfHour(now())
        AND ${trade.event} IN ('fill', 'settle') AND ${trade.pnl_usd} IS NOT NULL
    )
    GROUP BY ${trade.agent_id}`,
});
