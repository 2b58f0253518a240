const DAY_MS = 86_400_000;
/** Cache of the last day: of many events on one day, only the first needs `Date`. */
let before = { day: Number.NaN, text: '' };

/** Formats a time as `2026-03-01 00:00:00.000` UTC; throws a `RangeError` for a time that ClickHouse cannot store. */
export function timeText(at: number): string {
  const day = Math.floor(at / DAY_MS);
  if (day !== before.day) before = { day, text: dayText(day) };
  const ms = Math.trunc(at - day * DAY_MS);
  const clock = `${digits(ms / 3_600_000, 2)}:${digits((ms / 60_000) % 60, 2)}:${digits((ms / 1000) % 60, 2)}`;
  return `${before.text} ${clock}.${digits(ms % 1000, 3)}`;
}

function dayText(day: number): string {
  const text = new Date(day * DAY_MS).toISOString();
  // Refuses years of six digits, and times that would silently overflow in ClickHouse.
  if (text < '1971' || text > '2200')
    throw new RangeError(`The time ${text} is outside the range that ClickHouse can store.`);
  return text.slice(0, 10);
}

function digits(value: number, count: 2 | 3): string {
  const whole = Math.floor(value);
  if (whole >= 100) return String(whole);
  const two = whole < 10 ? `0${whole}` : String(whole);
  return count === 2 ? two : `0${two}`;
}
