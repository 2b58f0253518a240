import { gauge, maxBy, topk } from './promql.ts';
import { ch, chFrom, chTable, chTo, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';

const trade = chTable('agent_trades');
const hourly = chTable('agent_pnl_hourly');
const refused = chTable('ingest_errors');

/** Ingest of trade events into ClickHouse: lag, dead letters, and drift of the rollups. */
export const pipeline = queries('pipeline', {
  /** The table with the largest lag, seconds; instant only. */
  lag: () => topk(1, maxBy(['table'], gauge('pf_ingest_lag_seconds'))),
  /** Number of dead letters. */
  deadLetters: () => ch`SELECT count() AS dead_letters FROM ${refused} WHERE ${timeFilter(refused.at)}`,
  /** Dead letters of the last minutes by topic; no row for a topic without dead letters. */
  refusedLately: (minutes: number) => ch`
    SELECT ${refused.topic}, 1.0 * count() AS refused
    FROM ${refused}
    WHERE ${refused.at} >= now() - INTERVAL ${minutes} MINUTE
    GROUP BY ${refused.topic}`,
  /** The newest dead letters. */
  recentDeadLetters: () => ch`
    SELECT ${refused.at}, ${refused.topic}, ${refused.partition}, ${refused.offset}, ${refused.error}, substringUTF8(${refused.raw}, 1, 500) AS message
    FROM ${refused}
    WHERE ${timeFilter(refused.at)}
    ORDER BY ${refused.at} DESC
    LIMIT 100`,
  /**
   * Difference between the P&L of the hourly rollup and of the merged events in the range, USD, summed over agents.
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
  /** The same per agent over the last 24 full hours, without the unfinished current hour. */
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
