import { UserError } from '../../../diagnostics/errors.ts';

/** A time range in Unix milliseconds; the end is exclusive. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Parses `--from` and `--to`, ISO 8601 with a time zone; `to` defaults to now. */
export function timeRange(from: string, to: string | undefined, now = Date.now()): TimeRange {
  const range = { from: time('--from', from), to: to === undefined ? now : time('--to', to) };
  if (range.from >= range.to) throw usage(`--from ${from} is not before --to ${to ?? 'now'}.`);
  return range;
}

function time(option: string, text: string): number {
  const at = Date.parse(text);
  // Without a time zone the time would depend on the machine.
  if (Number.isNaN(at) || !/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text))
    throw usage(`${option} ${text} is not a time with a time zone.`);
  return at;
}

function usage(message: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'replay/range',
    message,
    hint: 'Write times as 2026-03-08T00:00:00Z.',
  });
}
