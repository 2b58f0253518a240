const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/** `1h30m` for milliseconds, as Prometheus writes a duration without years, weeks and days. */
export function durationText(duration: number): string {
  if (duration === 0) return '0s';
  let left = duration;
  let text = '';
  for (const [unit, size] of Object.entries(UNITS_MS)) {
    const amount = Math.floor(left / size);
    if (amount > 0) text += `${amount}${unit}`;
    left -= amount * size;
  }
  return text;
}
