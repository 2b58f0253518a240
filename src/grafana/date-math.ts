const UNITS = '[yMwdhmsQ]';
/** `-6h`, `/d`, `+1M`, `/fQ`: shifts and roundings after `now` or a moment; a shift without a number means 1. */
const MATH = new RegExp(`^(?:[+-]\\d{0,9}f?${UNITS}|/1?f?${UNITS})*$`);
const MOMENT =
  /^(?<year>[+-]?\d{4,6})(?:-?(?:(?<month>\d{2})(?:-?(?<day>\d{2}))?|W\d{2}(?:-?\d)?|\d{3}))?(?:[T ](?<hour>\d{2})(?::?(?<minute>\d{2})(?::?(?<second>\d{2})(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Whether Grafana can read an end of a time range: `now`, an ISO 8601 moment or milliseconds since 1970, followed by
 * date math.
 */
export function isTimeExpression(text: string): boolean {
  if (text.startsWith('now')) return MATH.test(text.slice('now'.length).replaceAll(/\s/g, ''));
  const [moment = '', math = ''] = text.split('||', 2);
  return (isMoment(moment) || /^\d{8,16}$/.test(text)) && MATH.test(math.replaceAll(/\s/g, ''));
}

function isMoment(text: string): boolean {
  const { month, day, hour, minute, second } = MOMENT.exec(text)?.groups ?? {};
  const isWithin = (part: string | undefined, from: number, to: number) =>
    part === undefined || (Number(part) >= from && Number(part) <= to);
  return (
    MOMENT.test(text) &&
    isWithin(month, 1, 12) &&
    isWithin(day, 1, 31) &&
    isWithin(hour, 0, 24) &&
    isWithin(minute, 0, 59) &&
    isWithin(second, 0, 59)
  );
}

/** Whether Grafana reads a text as a single interval, as for refresh or a minimum interval: `30s`, `1.5h`. */
export function isStep(text: string): boolean {
  return /^\d+(?:\.\d+)?(?:ms|[Mwdhmsy])$/.test(text);
}

/** Whether Grafana knows a time zone: the browser's, UTC, or one of the IANA database. */
export function isTimeZone(text: string): boolean {
  if (['', 'browser', 'default', 'utc'].includes(text.toLowerCase())) return true;
  try {
    // Newer JavaScript accepts `+02:00`, which is not in the IANA database.
    return /^[A-Za-z]/.test(text) && new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
