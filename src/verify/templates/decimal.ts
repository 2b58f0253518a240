/**
 * The digits of a finite, non-negative number without the decimal point, and where the point is: `0.d1d2… × 10^point`.
 */
export interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** The shortest digits from which the same number is read back. */
export function shortestDigits(value: number): Digits {
  if (value === 0) return { digits: '', point: 0 };
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/**
 * `value` rounded to `count` significant digits without trailing zeros; ties go to even on the exact binary value, as
 * in Go.
 */
export function significantDigits(value: number, count: number): Digits {
  if (value === 0) return { digits: '', point: 0 };
  const point = shortestDigits(value).point;
  const scaled = scaledInteger(value, count - point).toString();
  // Rounding up 9.99 gives one digit more.
  return { digits: scaled.slice(0, count).replace(/0+$/, ''), point: point + scaled.length - count };
}

/** `value` with `decimals` digits after the point; ties go to even on the exact binary value, as in Go. */
export function fixed(value: number, decimals: number): string {
  const digits = scaledInteger(value, decimals)
    .toString()
    .padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `value × 10^power` as an exactly computed integer; ties go to even. */
function scaledInteger(value: number, power: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponentBits = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponentBits === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075;
  const numerator = mantissa * 10n ** BigInt(Math.max(power, 0)) * 2n ** BigInt(Math.max(exponent, 0));
  const denominator = 10n ** BigInt(Math.max(-power, 0)) * 2n ** BigInt(Math.max(-exponent, 0));
  const quotient = numerator / denominator;
  const twiceRest = (numerator % denominator) * 2n;
  const roundsUp = twiceRest > denominator || (twiceRest === denominator && quotient % 2n === 1n);
  return roundsUp ? quotient + 1n : quotient;
}
