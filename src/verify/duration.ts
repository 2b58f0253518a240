const UNITS_MS = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Milliseconds of a Prometheus duration such as `1h30m`; undefined for a text that is none. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0;
  const match = text === '' ? null : DURATION.exec(text);
  return match ? Object.values(UNITS_MS).reduce((total, unit, index) => total + Number(match[index + 1] ?? 0) * unit, 0) : undefined;
}

/** `1h30m` for milliseconds, as Prometheus writes a duration without years, weeks and days. */
export function durationText(duration: number): string {
  if (duration === 0) return '0s';
  let left = duration;
  let text = '';
  for (const [unit, size] of Object.entries(UNITS_MS).filter(([, milliseconds]) => milliseconds <= UNITS_MS.h)) {
    const amount = Math.floor(left / size);
    if (amount > 0) text += `${amount}${unit}`;
    left -= amount * size;
  }
  return text;
}
