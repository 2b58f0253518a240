import { closed, int, list, type Schema, someText } from './schema.ts';
import { anyCase } from './any-case.ts';

const DAY = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday';
const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december';
const clock: Schema = {
  'x-checked': ['value', 'missing'],
  type: 'string',
  pattern: '^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$',
  'x-trap': 'times are quoted, such as "09:30", up to "24:00"',
};

/** One entry of `muteTimes`; the intervals have Alertmanager's format. */
export const muteTiming: Schema = closed(
  {
    orgId: int,
    name: someText,
    time_intervals: list(
      closed({
        times: list(closed({ start_time: clock, end_time: clock }, ['start_time', 'end_time'])),
        weekdays: list(range(`(?:${DAY})`)),
        days_of_month: list({
          'x-checked': ['value'],
          type: ['string', 'integer'],
          pattern: '^-?[0-9]{1,2}(?::-?[0-9]{1,2})?$',
        }),
        months: list({
          'x-checked': ['value'],
          type: ['string', 'integer'],
          pattern: `^(?:[0-9]{1,2}|${anyCase(MONTH)})(?::(?:[0-9]{1,2}|${anyCase(MONTH)}))?$`,
        }),
        years: list({ 'x-checked': ['value'], type: ['string', 'integer'], pattern: '^[0-9]{4}(?::[0-9]{4})?$' }),
        location: { 'x-checked': ['value'], type: ['string', 'null'] },
      }),
    ),
  },
  ['name', 'time_intervals'],
);

function range(pattern: string): Schema {
  return { 'x-checked': ['value'], type: 'string', pattern: `^${anyCase(pattern)}(?::${anyCase(pattern)})?$` };
}
