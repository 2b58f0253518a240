import { prometheusDuration } from '../durations.ts';

/**
 * The parameters of a query besides its text: the range, the interval between two points, and the scrape interval of
 * Prometheus.
 */
export interface QueryPeriod {
  readonly from: Date;
  readonly to: Date;
  /** `$__interval` of the panel. */
  readonly intervalMs: number;
  /** `timeInterval` of the Prometheus data source; `$__rate_interval` is at least four times this. */
  readonly scrapeIntervalMs: number;
}

/**
 * The inputs for calculating the interval: the length of the range, the number of points that fit, and the minimum
 * interval.
 */
export interface IntervalRequest {
  readonly rangeMs: number;
  /** `maxDataPoints` of the panel, or its width in pixels. */
  readonly maxDataPoints: number;
  /** `interval` of the target or the panel, or `timeInterval` of the data source; 1 if none is set. */
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
/** The maximum number of points per series in Prometheus. */
const MOST_POINTS = 11_000;

/** Upper bounds in ms, each with the interval to which Grafana rounds values below it. */
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
 * Returns `$__interval` in ms as calculated by Grafana: the range divided by the number of points, rounded, but at
 * least the minimum.
 */
export function queryIntervalMs({ rangeMs, maxDataPoints, minIntervalMs }: IntervalRequest): number {
  const exact = rangeMs / Math.max(1, maxDataPoints);
  const rounded = ROUND_INTERVALS.find(([below]) => exact < below)?.[1] ?? UNITS_MS['y'] ?? 0;
  return Math.max(rounded, minIntervalMs);
}

/** Returns the step in ms of a range query: the interval, or more if Prometheus would return too many points. */
export function rangeStepMs({ from, to, intervalMs }: QueryPeriod): number {
  return Math.max(intervalMs, Math.ceil((to.getTime() - from.getTime()) / MOST_POINTS / 1000) * 1000);
}

/** Returns `$__rate_interval` in ms: the step plus one scrape interval, but at least four scrape intervals. */
export function rateIntervalMs(period: QueryPeriod): number {
  return Math.max(rangeStepMs(period) + period.scrapeIntervalMs, 4 * period.scrapeIntervalMs);
}

/** Returns the milliseconds of a duration such as `30s`, `1h`, `>1m` or `500ms`; undefined for any other text. */
export function durationMs(text: string): number | undefined {
  const [, amount, unit = ''] = /^>?\s*(\d+(?:\.\d+)?)(ms|[smhdwMy])$/.exec(text.trim()) ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNITS_MS[unit] ?? Number.NaN);
}

/** Formats an interval like Grafana, in one unit: `2m`, `500ms`; the remainder is lost. */
export function intervalText(milliseconds: number): string {
  const unit = WRITTEN_UNITS.find((candidate) => milliseconds >= (UNITS_MS[candidate] ?? 0)) ?? 'ms';
  return `${Math.floor(milliseconds / (UNITS_MS[unit] ?? 1))}${unit}`;
}

/** Formats a duration to the second for Prometheus, such as `1m15s`. */
export function durationText(milliseconds: number): string {
  return prometheusDuration(Math.floor(milliseconds / 1000) * 1000);
}
