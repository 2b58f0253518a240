import type { Fleet } from '../fleet.ts';
import { HOUR, MINUTE } from '../options.ts';

const SECOND = 1000;
const SPARSE_STEP = 4 * MINUTE;
const DENSE_STEP = 15 * SECOND;
const DENSE = 2 * HOUR;
const OUTAGE = 10 * MINUTE;

/**
 * One scrape of the exporter. Histograms are only included in the last two hours, for which panels query rates and
 * quantiles.
 */
export interface Scrape {
  readonly at: number;
  readonly hasHistograms: boolean;
}

/** Returns every scrape of a simulation: every four minutes, and every 15 seconds in the last two hours. */
export function* scrapes({ start, end }: Pick<Fleet, 'start' | 'end'>): Generator<Scrape> {
  const denseFrom = end - DENSE;
  for (let at = Math.ceil(start / SPARSE_STEP) * SPARSE_STEP; at < denseFrom; at += SPARSE_STEP)
    yield { at, hasHistograms: false };
  for (let at = Math.max(start, denseFrom); at <= end; at += DENSE_STEP) yield { at, hasHistograms: true };
}

/** Returns when the exporter restarts after its outage: at its first scrape, with all counters at 0. */
export function restartOf(fleet: Pick<Fleet, 'start' | 'end'>): number {
  const { to } = exporterOutage(fleet);
  for (const { at } of scrapes(fleet)) if (at >= to) return at;
  return fleet.end;
}

/** Returns the only outage of the exporter, shortly after the middle; it restarts with all counters at 0. */
export function exporterOutage({ start, end }: Pick<Fleet, 'start' | 'end'>): {
  readonly from: number;
  readonly to: number;
} {
  const to = start + Math.round((end - start) * 0.55);
  return { from: to - OUTAGE, to };
}
