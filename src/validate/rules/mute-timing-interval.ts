import { isObject, listOf, objectOf } from '../../folder/json.ts';
import { MONTHS, WEEKDAYS } from '../../grafana/registries/calendar.ts';
import type { Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

const CLOCK = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** The values that a range may begin and end with, as increasing numbers. */
const ENDS: Readonly<Record<string, (text: string) => number | undefined>> = {
  weekdays: (text) => indexOf(WEEKDAYS, text),
  months: (text) => indexOf(MONTHS, text) ?? within(text, 1, 12),
  days_of_month: (text) => within(text, 1, 31) ?? within(text, -31, -1),
  years: (text) => within(text, 0, 9999),
};

/** The times of a mute timing are valid. */
export const muteTimingInterval: Rule = {
  id: 'mute-timing/interval',
  severity: 'error',
  description:
    'The times, days, months and location of a mute timing are valid, and each range begins with its smaller end.',
  why: 'Grafana reads them as Alertmanager does and refuses to start with anything else: times are HH:MM up to 24:00, weekdays are full English names, and a range has its earlier end first.',
  bad: 'times: [{start_time: "22:00", end_time: "06:00"}]',
  good: 'times: [{start_time: "22:00", end_time: "24:00"}, {start_time: "00:00", end_time: "06:00"}]',
  muteTiming({ json, label }, report) {
    for (const [index, interval] of listOf(json['time_intervals']).entries()) {
      const at: Path = ['time_intervals', index];
      const bad = (path: Path, what: string, hint: string) =>
        report({ at: [...at, ...path], message: `${label} has ${what}, so Grafana refuses to start.`, hint });
      for (const [number, time] of listOf(objectOf(interval)['times']).entries()) {
        const { start_time: start, end_time: end } = objectOf(time);
        for (const [key, clock] of [
          ['start_time', start],
          ['end_time', end],
        ] as const) {
          if (typeof clock !== 'string' || !CLOCK.test(clock))
            bad(
              ['times', number, key],
              `the ${key} ${JSON.stringify(clock)}, which is not a valid time`,
              'Write HH:MM, from 00:00 to 24:00, in quotes.',
            );
        }
        if (
          typeof start === 'string' &&
          typeof end === 'string' &&
          CLOCK.test(start) &&
          CLOCK.test(end) &&
          start >= end
        )
          bad(
            ['times', number],
            `a time from ${start} to ${end}, which ends before it begins`,
            'Split it at midnight.',
          );
      }
      for (const [key, endOf] of Object.entries(ENDS)) {
        for (const [number, range] of listOf(objectOf(interval)[key]).entries()) {
          const problem = rangeProblem(String(range), endOf);
          if (problem)
            bad(
              [key, number],
              `${JSON.stringify(range)} among its ${key}, ${problem}`,
              key === 'weekdays'
                ? 'Write monday, or monday:friday.'
                : 'Write a value, or two with a colon between them.',
            );
        }
      }
      const { location } = objectOf(interval);
      if (isObject(interval) && location !== undefined && !(typeof location === 'string' && isTimeZone(location)))
        bad(
          ['location'],
          `the location ${JSON.stringify(location)}, which is not a time zone`,
          'Write a name such as Europe/Berlin, or UTC.',
        );
    }
  },
};

function rangeProblem(text: string, endOf: (text: string) => number | undefined): string | undefined {
  const [first = '', last = first, ...more] = text.split(':');
  const [from, to] = [endOf(first.trim().toLowerCase()), endOf(last.trim().toLowerCase())];
  if (more.length > 0 || from === undefined || to === undefined) return 'which cannot be read';
  // Days counted from the end of a month are negative: 1:-1 is the whole month.
  return from > to && Math.sign(from) === Math.sign(to) ? 'which ends before it begins' : undefined;
}

function indexOf(names: readonly string[], text: string): number | undefined {
  const index = names.indexOf(text);
  return index === -1 ? undefined : index;
}

function within(text: string, least: number, most: number): number | undefined {
  const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

function isTimeZone(name: string): boolean {
  try {
    return name === 'Local' || new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
