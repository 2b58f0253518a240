/** Money in whole millionths of a USDC, so that sums are exact. */
export type Micros = number;

/** Converts an amount in USDC to millionths. */
export function micros(usdc: number): Micros {
  return Math.round(usdc * 1e6);
}

/** `-12.500000`, for a `numeric(20,6)` column. Built from digits, because dividing by 1e6 first would not be exact. */
export function decimal(amount: Micros): string {
  const digits = String(Math.abs(amount)).padStart(7, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
