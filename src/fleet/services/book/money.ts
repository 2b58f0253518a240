/** Money in whole millionths of a USDC, so that sums are exact. */
export type Micros = number;

/** Millionths of an amount. */
export function micros(usdc: number): Micros {
  return Math.round(usdc * 1e6);
}

/** `-12.500000`, as `numeric(20,6)` takes it; of a quotient `toFixed` would not be exact. */
export function decimal(amount: Micros): string {
  const digits = String(Math.abs(amount)).padStart(7, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
