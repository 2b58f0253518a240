import { type GoStruct, type GoValue, UnsupportedTemplateError } from '../templates/value.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
/** The parts of Go's reference time, longer ones before their own prefixes. */
const PARTS =
  /January|Jan|Monday|Mon|MST|2006|Z07:00|-07:00|-0700|\.000|\.999999999|15|01|02|03|04|05|06|PM|pm|_2|1|2|3|4|5/g;

/** A moment in UTC as templates see Go's time.Time; milliseconds since 1970. */
export function goTime(moment: number): GoStruct {
  return {
    kind: 'struct',
    type: 'time.Time',
    fields: new Map(),
    methods: new Map<string, (...args: readonly GoValue[]) => GoValue>([
      ['Format', (layout) => formatTime(moment, String(layout))],
      ['Unix', () => BigInt(Math.floor(moment / 1000))],
      ['UnixMilli', () => BigInt(moment)],
      ['UTC', () => goTime(moment)],
      // A duration given as a number is in nanoseconds.
      ['Add', (nanoseconds) => goTime(moment + Number(nanoseconds) / 1e6)],
      ['IsZero', () => moment === ZERO],
    ]),
    text: () =>
      moment === ZERO
        ? '0001-01-01 00:00:00 +0000 UTC'
        : `${formatTime(moment, '2006-01-02 15:04:05')}${fraction(moment)} +0000 UTC`,
  };
}

/** Go's zero time.Time. */
export const ZERO = Date.parse('0001-01-01T00:00:00Z');

/** A moment in one of Go's layouts, in UTC. */
export function formatTime(moment: number, layout: string): string {
  const date = new Date(moment);
  const two = (value: number) => String(value).padStart(2, '0');
  const hour = date.getUTCHours();
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const day = DAYS[date.getUTCDay()] ?? '';
  const texts: Readonly<Record<string, string>> = {
    January: month,
    Jan: month.slice(0, 3),
    Monday: day,
    Mon: day.slice(0, 3),
    MST: 'UTC',
    2006: String(date.getUTCFullYear()).padStart(4, '0'),
    'Z07:00': 'Z',
    '-07:00': '+00:00',
    '-0700': '+0000',
    15: two(hour),
    '01': two(date.getUTCMonth() + 1),
    '02': two(date.getUTCDate()),
    '03': two(hour % 12 || 12),
    '04': two(date.getUTCMinutes()),
    '05': two(date.getUTCSeconds()),
    '06': two(date.getUTCFullYear() % 100),
    PM: hour < 12 ? 'AM' : 'PM',
    pm: hour < 12 ? 'am' : 'pm',
    _2: String(date.getUTCDate()).padStart(2),
    1: String(date.getUTCMonth() + 1),
    2: String(date.getUTCDate()),
    3: String(hour % 12 || 12),
    4: String(date.getUTCMinutes()),
    5: String(date.getUTCSeconds()),
  };
  return layout.replaceAll(PARTS, (part) => {
    const text = texts[part];
    if (text === undefined) throw new UnsupportedTemplateError(`the time layout ${layout}`);
    return text;
  });
}

function fraction(moment: number): string {
  const milliseconds = ((moment % 1000) + 1000) % 1000;
  return milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0').replace(/0+$/, '')}`;
}
