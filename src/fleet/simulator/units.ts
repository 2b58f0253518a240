/**
 * Money is counted in whole numbers, so that sums are exact and satisfy the CHECK constraints of the book: USDC in
 * millionths (`Micros`), balances of any currency in hundred-millionths of a coin (`Atoms`).
 */
export type Micros = number;
export type Atoms = number;

export const MICROS = 1e6;
export const ATOMS = 1e8;
const ATOMS_PER_MICRO = ATOMS / MICROS;

export const toMicros = (usdc: number): Micros => Math.round(usdc * MICROS);
export const toUsdc = (micros: Micros): number => micros / MICROS;
export const toNative = (atoms: Atoms): number => atoms / ATOMS;

/** Converts an amount of USDC to atoms of a currency at a rate in USDC per coin. */
export function atomsFor(micros: Micros, rate: number): Atoms {
  return rate === 1 ? micros * ATOMS_PER_MICRO : Math.round((micros / MICROS / rate) * ATOMS);
}

/** Converts atoms of a currency to USDC at a rate in USDC per coin. */
export function worth(atoms: Atoms, rate: number): Micros {
  return rate === 1 ? Math.round(atoms / ATOMS_PER_MICRO) : Math.round((atoms / ATOMS) * rate * MICROS);
}

/** Formats an amount for a `numeric(20,6)` column: `-12.500000`. */
export function decimal(micros: Micros): string {
  return fixed(micros, 6);
}

/** Formats a native amount exactly: `0.05000000`. */
export function nativeDecimal(atoms: Atoms): string {
  return fixed(atoms, 8);
}

/** Inserts a decimal point before the last `places` digits, because `toFixed` of a quotient is not exact. */
function fixed(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
