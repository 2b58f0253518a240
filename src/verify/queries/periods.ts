import { durationMs, queryIntervalMs, type QueryPeriod } from '../../interpolation/query/period.ts';
import type { FoundQuery } from './find.ts';

/** A range as the time picker has it. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** Width of 24 columns on a screen of 1920 pixels with the menu docked; Grafana asks for a point a pixel. */
const DASHBOARD_PIXELS = 1600;
const COLUMNS = 24;
const SCRAPE_MS = 15_000;
/** What a rule without these fields is evaluated with. */
const RULE = { intervalMs: 1000, maxDataPoints: 43_200 };
/** `timeInterval` where the data source sets none: PostgreSQL's and Prometheus' own defaults. */
const LEAST_INTERVAL_MS = { promql: SCRAPE_MS, postgres: 60_000, logql: 1, clickhouse: 1 } as const;

/** Returns the range and the interval that Grafana sends a query with, for the range of the dashboard or the time of a rule's evaluation. */
export function periodOf(query: FoundQuery, range: TimeRange): QueryPeriod {
  const { from, to } = ownRange(query, range);
  const rangeMs = to.getTime() - from.getTime();
  const sourceMs = durationMs(query.datasourceInterval ?? '');
  const { target, panel } = query;
  const isRule = query.place === 'rule';
  const intervalMs = queryIntervalMs({
    rangeMs,
    maxDataPoints: isRule ? (target.maxDataPoints ?? RULE.maxDataPoints) : (panel?.maxDataPoints ?? Math.floor(((panel?.gridPos?.w ?? COLUMNS) / COLUMNS) * DASHBOARD_PIXELS)),
    minIntervalMs: isRule ? (target.intervalMs ?? RULE.intervalMs) : (durationMs(target.interval || panel?.interval || '') ?? sourceMs ?? LEAST_INTERVAL_MS[query.language]),
  });
  return { from, to, intervalMs, scrapeIntervalMs: (query.language === 'promql' ? sourceMs : undefined) ?? SCRAPE_MS };
}

function ownRange({ relativeTimeRange, panel }: FoundQuery, { from, to }: TimeRange): TimeRange {
  const end = to.getTime();
  if (relativeTimeRange) return { from: new Date(end - relativeTimeRange.from * 1000), to: new Date(end - relativeTimeRange.to * 1000) };
  const ownMs = durationMs(panel?.timeFrom?.replace(/^now-/, '') ?? '');
  return ownMs === undefined ? { from, to } : { from: new Date(end - ownMs), to };
}
