import { UserError } from '../../diagnostics/errors.ts';
import { durationMs } from '../../grafana/query-expansion/period.ts';

/**
 * Returns the moment that `now`, `now-6h`, an ISO time or milliseconds since 1970 stand for; throws a UserError for
 * anything else.
 */
export function momentOf(text: string, now: Date): Date {
  const [, back] = /^now(?:-(.+))?$/.exec(text) ?? [];
  const backMs = back === undefined ? undefined : durationMs(back);
  if (text === 'now') return now;
  if (backMs !== undefined) return new Date(now.getTime() - backMs);
  const moment = /^\d{10,}$/.test(text)
    ? new Date(Number(text))
    : new Date(/^\d{4}-\d{2}-\d{2}/.test(text) ? text : Number.NaN);
  if (Number.isNaN(moment.getTime()))
    throw new UserError({
      severity: 'error',
      id: 'query/time',
      message: `${text} is not a valid time.`,
      hint: 'Write now, now-6h, 2026-03-01T00:00:00Z or milliseconds since 1970.',
    });
  return moment;
}
