import { durationMs, queryIntervalMs, type QueryPeriod } from '../../grafana/query-expansion/period.ts';
import type { FoundQuery } from './find.ts';
import type { Target } from './grafana-files.ts';

/** A range as the time picker has it. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** Width of 24 columns on a screen of 1920 pixels with the menu docked; Grafana asks for a point a pixel. */
const DASHBOARD_PIXELS = 1600;
const COLUMNS = 24;
/** Between two scrapes of Prometheus whose data source sets no `timeInterval`. */
export const SCRAPE_MS = 15_000;
/** What the server puts in where a rule's model leaves it out (Grafana's alert query model). */
const RULE = { intervalMs: 1000, maxDataPoints: 43_200 };
/** `timeInterval` where the data source sets none: PostgreSQL's and Prometheus' own defaults. */
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

/** Returns the interval in ms that the query of a rule is sent with, from what its model says; 0 says nothing. */
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
