const UNITS = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const WRITTEN_UNITS = ['h', 'm', 's', 'ms'] as const;
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * The milliseconds of a Prometheus duration: units from y to ms in descending order, no decimals; undefined for
 * anything else.
 */
export function prometheusDurationMs(text: string): number | undefined {
  if (text === '0') return 0;
  const match = DURATION.exec(text);
  if (text === '' || !match) return undefined;
  return Object.values(UNITS).reduce((total, unit, index) => total + Number(match[index + 1] ?? 0) * unit, 0);
}

/** Formats milliseconds as a Prometheus duration such as `1h30m`, without years, weeks and days. */
export function prometheusDuration(milliseconds: number): string {
  let left = milliseconds;
  let text = '';
  for (const unit of WRITTEN_UNITS) {
    const amount = Math.floor(left / UNITS[unit]);
    if (amount > 0) text += `${amount}${unit}`;
    left -= amount * UNITS[unit];
  }
  return text || '0s';
}
