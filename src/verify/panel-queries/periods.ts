import { durationMs, queryIntervalMs, type QueryPeriod } from '../../grafana/query-expansion/period.ts';
import type { FoundQuery } from './find.ts';
import type { Target } from './grafana-files.ts';

/** A time range, as in the time picker. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** Width of 24 columns on a screen of 1920 pixels with the menu docked; Grafana requests one point per pixel. */
const DASHBOARD_PIXELS = 1600;
const COLUMNS = 24;
/** Scrape interval of a Prometheus data source that sets no `timeInterval`. */
export const SCRAPE_MS = 15_000;
/** The server's defaults for what a rule's model leaves out (Grafana's alert query model). */
const RULE = { intervalMs: 1000, maxDataPoints: 43_200 };
/** The minimum interval of data sources that set no `timeInterval`: PostgreSQL's and Prometheus' own defaults. */
const LEAST_INTERVAL_MS = { promql: SCRAPE_MS, postgres: 60_000, logql: 1, clickhouse: 1 } as const;

/**
 * Returns the range and the interval that Grafana sends a query with, for the range of the dashboard or the time of a
 * rule's evaluation.
 */
export function periodOf(query: FoundQuery, range: TimeRange): QueryPeriod {
  const { from, to } = ownRange(query, range);
  const rangeMs = to.getTime() - from.getTime();
  const sourceMs = durationMs(query.datasourceInterval ?? '');
  const { target, panel } = query;
  const intervalMs =
    query.place === 'rule'
      ? ruleIntervalMs(target, rangeMs)
      : queryIntervalMs({
          rangeMs,
          maxDataPoints:
            panel?.maxDataPoints ?? Math.floor(((panel?.gridPos?.w ?? COLUMNS) / COLUMNS) * DASHBOARD_PIXELS),
          minIntervalMs:
            durationMs(target.interval || panel?.interval || '') ?? sourceMs ?? LEAST_INTERVAL_MS[query.language],
        });
  return { from, to, intervalMs, scrapeIntervalMs: (query.language === 'promql' ? sourceMs : undefined) ?? SCRAPE_MS };
}

/** Returns the interval in milliseconds that a rule's query is sent with, from its model; 0 counts as not set. */
export function ruleIntervalMs(
  {
    interval,
    intervalMs,
    maxDataPoints,
  }: { readonly [K in 'interval' | 'intervalMs' | 'maxDataPoints']?: Target[K] | undefined },
  rangeMs: number,
): number {
  return queryIntervalMs({
    rangeMs,
    maxDataPoints: maxDataPoints || RULE.maxDataPoints,
    minIntervalMs: durationMs(interval ?? '') ?? (intervalMs || RULE.intervalMs),
  });
}

function ownRange({ relativeTimeRange, panel }: FoundQuery, { from, to }: TimeRange): TimeRange {
  const end = to.getTime();
  if (relativeTimeRange)
    return { from: new Date(end - relativeTimeRange.from * 1000), to: new Date(end - relativeTimeRange.to * 1000) };
  const ownMs = durationMs(panel?.timeFrom?.replace(/^now-/, '') ?? '');
  return ownMs === undefined ? { from, to } : { from: new Date(end - ownMs), to };
}
