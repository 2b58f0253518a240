/** A scalar as the text that Grafana's loader turns it into: numbers and booleans as they are written. */
export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A positive integer, quoted or not; otherwise `fallback`, as Grafana does for org ids. */
export function intOr(value: unknown, fallback: number): number {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : fallback;
}
