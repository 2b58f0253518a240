import type { TimeInterval } from '../verify/routing/time-intervals.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Two years that together have every weekday on every date of some month, and a 29th of February. */
const COMMON_YEARS = [2027, 2028];

/**
 * Moments at which any two sets of these intervals differ if they differ at all: on every day of the years in question,
 * midnight and each start and end of a time, in every time zone that the intervals name.
 */
export function boundaries(intervals: readonly TimeInterval[]): number[] {
  const times = intervals
    .flatMap((interval) => interval.times ?? [])
    .flatMap(({ start_time, end_time }) => [start_time, end_time]);
  const minutes = new Set([0, ...times.map(minuteOf)]);
  const zones = new Set(intervals.map(({ location }) => (location === 'Local' ? 'UTC' : (location ?? 'UTC'))));
  const offsets = new Set([...zones].flatMap(offsetsOf));
  return daysOf(yearsOf(intervals)).flatMap((day) =>
    [...minutes].flatMap((minute) => [...offsets].map((offset) => day + minute * MINUTE - offset)),
  );
}

function yearsOf(intervals: readonly TimeInterval[]): number[] {
  const named = intervals
    .flatMap(({ years = [] }) => years)
    .flatMap((range) => range.split(':').map(Number))
    .filter(Number.isInteger);
  return [...new Set([...COMMON_YEARS, ...named.flatMap((year) => [year, year + 1])])];
}

function daysOf(years: readonly number[]): number[] {
  return years.flatMap((year) => {
    const [start, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
    return Array.from({ length: (end - start) / DAY }, (_, index) => start + index * DAY);
  });
}

/** A time zone's offsets from UTC in winter and summer. */
function offsetsOf(zone: string): number[] {
  return [0, 6].map((month) => {
    const moment = Date.UTC(2027, month, 1, 12);
    const parts = Object.fromEntries(
      new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
      })
        .formatToParts(moment)
        .map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month: local = 1, day = 1, hour = 0, minute = 0 } = parts;
    return Date.UTC(year, local - 1, day, hour, minute) - moment;
  });
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
