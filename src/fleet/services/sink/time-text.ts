/** `2026-03-01 00:00:00.000`, UTC; throws a `RangeError` for a time that ClickHouse does not store. */
export function timeText(at: number): string {
  const text = new Date(at).toISOString();
  // A year of six digits, and what ClickHouse would wrap around without a word.
  if (text < '1971' || text > '2200') throw new RangeError(`The time ${text} is not one that ClickHouse stores.`);
  return text.slice(0, 23).replace('T', ' ');
}
