/**
 * Money is counted in whole numbers, so that sums are exact and the CHECKs of the book hold: USDC in millionths
 * (`Micros`),
 * balances of any currency in hundred-millionths of a coin (`Atoms`).
 */
export type Micros = number;
export type Atoms = number;

export const MICROS = 1e6;
export const ATOMS = 1e8;
const ATOMS_PER_MICRO = ATOMS / MICROS;

export const toMicros = (usdc: number): Micros => Math.round(usdc * MICROS);
export const toUsdc = (micros: Micros): number => micros / MICROS;
export const toNative = (atoms: Atoms): number => atoms / ATOMS;

/** Atoms of a currency for an amount of USDC at a rate, USDC per coin. */
export function atomsFor(micros: Micros, rate: number): Atoms {
  return rate === 1 ? micros * ATOMS_PER_MICRO : Math.round((micros / MICROS / rate) * ATOMS);
}

/** What atoms of a currency are worth at a rate, USDC per coin. */
export function worth(atoms: Atoms, rate: number): Micros {
  return rate === 1 ? Math.round(atoms / ATOMS_PER_MICRO) : Math.round((atoms / ATOMS) * rate * MICROS);
}

/** `-12.500000`, as a `numeric(20,6)` has it. */
export function decimal(micros: Micros): string {
  return fixed(micros, 6);
}

/** `0.05000000`, exact. */
export function nativeDecimal(atoms: Atoms): string {
  return fixed(atoms, 8);
}

/** Digits of the whole number with a point before the last `places`; `toFixed` of a quotient is not exact. */
function fixed(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
