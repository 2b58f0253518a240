import type { QueryPeriod } from '../../interpolation/query/period.ts';

/** The moments and the interval that macros are expanded with: one week, a point a minute. */
export const PERIOD: QueryPeriod = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-08T00:00:00Z'), intervalMs: 60_000, scrapeIntervalMs: 15_000 };
