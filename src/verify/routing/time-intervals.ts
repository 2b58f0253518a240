import { MONTHS, WEEKDAYS } from '../../grafana/registries/calendar.ts';

/** An interval of a mute timing, as in Alertmanager's and Grafana's files; every part that is given must hold. */
export interface TimeInterval {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly string[];
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly years?: readonly string[];
  /** IANA time zone; UTC when it is missing. */
  readonly location?: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

interface LocalTime {
  readonly minute: number;
  readonly weekday: number;
  readonly day: number;
  readonly daysInMonth: number;
  readonly month: number;
  readonly year: number;
}

/**
 * Whether a moment (milliseconds since 1970) is in an interval; the end of a time range is excluded, the ends of other
 * ranges are included.
 */
export function containsTime(interval: TimeInterval, moment: number): boolean {
  const time = localTime(moment, interval.location ?? 'UTC');
  return (
    holds(
      interval.times,
      ({ start_time, end_time }) => minuteOf(start_time) <= time.minute && time.minute < minuteOf(end_time),
    ) &&
    holds(interval.days_of_month, (range) => isInDays(range, time)) &&
    holds(interval.months, (range) =>
      isInRange(range, time.month, (text) => MONTHS.indexOf(text) + 1 || Number(text)),
    ) &&
    holds(interval.weekdays, (range) => isInRange(range, time.weekday, (text) => WEEKDAYS.indexOf(text))) &&
    holds(interval.years, (range) => isInRange(range, time.year, Number))
  );
}

function holds<Part>(parts: readonly Part[] | undefined, isIn: (part: Part) => boolean): boolean {
  return parts === undefined || parts.some(isIn);
}

function isInRange(range: string, value: number, numberOf: (text: string) => number): boolean {
  const [first = '', last = first] = range.toLowerCase().split(':');
  return numberOf(first) <= value && value <= numberOf(last);
}

/** Negative days count from the end of the month; a range beyond the end of a short month ends with the month. */
function isInDays(range: string, { day, daysInMonth }: LocalTime): boolean {
  const [first = '', last = first] = range.split(':');
  const dayOf = (text: string) => (Number(text) < 0 ? daysInMonth + Number(text) + 1 : Number(text));
  if (dayOf(first) > daysInMonth) return false;
  return Math.max(dayOf(first), 1) <= day && day <= Math.min(dayOf(last), daysInMonth);
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

function localTime(moment: number, location: string): LocalTime {
  const format =
    formats.get(location) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: location === 'Local' ? 'UTC' : location,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(location, format);
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return {
    minute: hour * 60 + minute,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    day,
    daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    month,
    year,
  };
}
