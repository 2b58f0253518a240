import { sprintf } from './printf.ts';

const LARGE = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const LARGE_BINARY = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const SMALL = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

/** `1.235M`, `17.3m`: a number with an SI prefix and four digits, as Prometheus' template function prints it. */
export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return digits(value);
  return Math.abs(value) >= 1 ? prefixed(value, 1000, LARGE) : small(value);
}

/** `1.5ki`: the same with powers of 1024. */
export function humanize1024(value: number): string {
  return Math.abs(value) <= 1 || !Number.isFinite(value) ? digits(value) : prefixed(value, 1024, LARGE_BINARY);
}

/** Seconds as `1h 2m 3s`. */
export function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return digits(value);
  if (value === 0) return '0s';
  if (Math.abs(value) < 1) return `${small(value)}s`;
  const sign = value < 0 ? '-' : '';
  const whole = BigInt(Math.trunc(Math.abs(value)));
  const [seconds, minutes, hours, days] = [whole % 60n, (whole / 60n) % 60n, (whole / 3600n) % 24n, whole / 86_400n];
  if (days > 0n) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours > 0n) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  if (minutes > 0n) return `${sign}${minutes}m ${seconds}s`;
  return `${sign}${digits(Math.abs(value))}s`;
}

/** A fraction as `17.3%`. */
export function humanizePercentage(value: number): string {
  return `${digits(value * 100)}%`;
}

/** Seconds since 1970 as `2026-03-01 12:00:00 +0000 UTC`. */
export function humanizeTimestamp(value: number): string {
  if (!Number.isFinite(value)) return digits(value);
  const [date = '', time = ''] = new Date(Math.trunc(value * 1000)).toISOString().split('T');
  // Go omits zeros at the end of the fraction.
  return `${date} ${time.replace(/0*Z$/, '').replace(/\.$/, '')} +0000 UTC`;
}

function prefixed(value: number, base: number, prefixes: readonly string[]): string {
  let rest = value;
  let prefix = '';
  for (const candidate of prefixes) {
    if (Math.abs(rest) < base) break;
    prefix = candidate;
    rest /= base;
  }
  return `${digits(rest)}${prefix}`;
}

function small(value: number): string {
  let rest = value;
  let prefix = '';
  for (const candidate of SMALL) {
    if (Math.abs(rest) >= 1) break;
    prefix = candidate;
    rest *= 1000;
  }
  return `${digits(rest)}${prefix}`;
}

function digits(value: number): string {
  return sprintf('%.4g', [value]);
}
