import { prometheusDuration } from '../durations.ts';

/**
 * What a query is sent with beside its text: the range, the interval between two points, and how often Prometheus
 * scrapes.
 */
export interface QueryPeriod {
  readonly from: Date;
  readonly to: Date;
  /** `$__interval` of the panel. */
  readonly intervalMs: number;
  /** `timeInterval` of the Prometheus data source, of which `$__rate_interval` is at least four. */
  readonly scrapeIntervalMs: number;
}

/** What a panel leaves to Grafana: how long the range is, how many points fit, and the shortest interval allowed. */
export interface IntervalRequest {
  readonly rangeMs: number;
  /** `maxDataPoints` of the panel, else its width in pixels. */
  readonly maxDataPoints: number;
  /** `interval` of the target or the panel, else `timeInterval` of the data source; 1 where none is set. */
  readonly minIntervalMs: number;
}

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};
const WRITTEN_UNITS = ['y', 'd', 'h', 'm', 's', 'ms'] as const;
/** Prometheus refuses more points than this in a series. */
const MOST_POINTS = 11_000;

/** Upper bounds in ms, each with the interval that Grafana rounds to below it. */
const ROUND_INTERVALS: readonly (readonly [below: number, interval: number])[] = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1500, 1000],
  [3500, 2000],
  [7500, 5000],
  [12_500, 10_000],
  [17_500, 15_000],
  [25_000, 20_000],
  [45_000, 30_000],
  [90_000, 60_000],
  [210_000, 120_000],
  [450_000, 300_000],
  [750_000, 600_000],
  [1_050_000, 900_000],
  [1_500_000, 1_200_000],
  [2_700_000, 1_800_000],
  [5_400_000, 3_600_000],
  [9_000_000, 7_200_000],
  [16_200_000, 10_800_000],
  [32_400_000, 21_600_000],
  [86_400_000, 43_200_000],
  [604_800_000, 86_400_000],
  [1_814_400_000, 604_800_000],
  [3_628_800_000, 2_592_000_000],
];

/**
 * Returns `$__interval` in ms as Grafana calculates it: the range by the points that fit, rounded, and no shorter than
 * the least.
 */
export function queryIntervalMs({ rangeMs, maxDataPoints, minIntervalMs }: IntervalRequest): number {
  const exact = rangeMs / Math.max(1, maxDataPoints);
  const rounded = ROUND_INTERVALS.find(([below]) => exact < below)?.[1] ?? UNITS_MS['y'] ?? 0;
  return Math.max(rounded, minIntervalMs);
}

/** Returns the step in ms of a range query: the interval, but no more points than Prometheus returns. */
export function rangeStepMs({ from, to, intervalMs }: QueryPeriod): number {
  return Math.max(intervalMs, Math.ceil((to.getTime() - from.getTime()) / MOST_POINTS / 1000) * 1000);
}

/** Returns `$__rate_interval` in ms: the step and one scrape, and at least four scrapes. */
export function rateIntervalMs(period: QueryPeriod): number {
  return Math.max(rangeStepMs(period) + period.scrapeIntervalMs, 4 * period.scrapeIntervalMs);
}

/** Returns the ms of a duration such as `30s`, `1h`, `>1m` or `500ms`, nothing for another text. */
export function durationMs(text: string): number | undefined {
  const [, amount, unit = ''] = /^>?\s*(\d+(?:\.\d+)?)(ms|[smhdwMy])$/.exec(text.trim()) ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNITS_MS[unit] ?? Number.NaN);
}

/** Returns an interval as Grafana writes it, in one unit: `2m`, `500ms`; what is left over is lost. */
export function intervalText(milliseconds: number): string {
  const unit = WRITTEN_UNITS.find((candidate) => milliseconds >= (UNITS_MS[candidate] ?? 0)) ?? 'ms';
  return `${Math.floor(milliseconds / (UNITS_MS[unit] ?? 1))}${unit}`;
}

/** Returns a duration to the second as Prometheus reads it, such as `1m15s`. */
export function durationText(milliseconds: number): string {
  return prometheusDuration(Math.floor(milliseconds / 1000) * 1000);
}
