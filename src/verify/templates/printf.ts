import { type Digits, fixed, shortestDigits, significantDigits } from './decimal.ts';
import { type GoValue, sortedEntries, typeName, UnsupportedTemplateError } from './value.ts';

interface Flags {
  readonly minus: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly sharp: boolean;
  readonly width: number;
  readonly precision: number | undefined;
}

const PLAIN: Flags = {
  minus: false,
  plus: false,
  space: false,
  zero: false,
  sharp: false,
  width: 0,
  precision: undefined,
};
const VERB = /%(?<flags>[-+ 0#]*)(?<width>\d*)(?:\.(?<precision>\d*))?(?<verb>[\s\S]?)/gu;
/** Verbs that are only useful for debugging, and arguments that set widths. */
const UNSUPPORTED = /^[*[TpbOUxXc]$/;

/** Formats like Go's fmt.Sprintf, including its marks for wrong or missing arguments. */
export function sprintf(format: string, args: readonly GoValue[]): string {
  let used = 0;
  const text = format.replaceAll(VERB, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    const verb = groups['verb'] ?? '';
    if (verb === '%') return '%';
    if (verb === '') return '%!(NOVERB)';
    if (UNSUPPORTED.test(verb) || (groups['flags'] ?? '').includes('#'))
      throw new UnsupportedTemplateError(`the format ${whole}`);
    if (used >= args.length) return `%!${verb}(MISSING)`;
    used += 1;
    return formatted(args[used - 1], verb, flagsOf(groups));
  });
  const extra = args
    .slice(used)
    .map((value) =>
      value === null || value === undefined ? '<nil>' : `${typeName(value)}=${formatted(value, 'v', PLAIN)}`,
    );
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(', ')})` : text;
}

/** A value as Go prints it without a format. */
export function sprint(value: GoValue): string {
  return formatted(value, 'v', PLAIN);
}

function flagsOf({ flags = '', width = '', precision }: Record<string, string | undefined>): Flags {
  const has = (flag: string) => flags.includes(flag);
  return {
    minus: has('-'),
    plus: has('+'),
    space: has(' '),
    zero: has('0') && !has('-'),
    sharp: false,
    width: Number(width),
    precision: precision === undefined ? undefined : Number(precision),
  };
}

function formatted(value: GoValue, verb: string, flags: Flags): string {
  switch (typeof value) {
    case 'string':
      return ofString(value, verb, flags);
    case 'number':
      return ofFloat(value, verb, flags);
    case 'bigint':
      return ofInt(value, verb, flags);
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(String(value), flags) : wrong(value, verb);
    default:
      return ofComposite(value, verb, flags);
  }
}

function ofComposite(value: Extract<GoValue, object | null | undefined>, verb: string, flags: Flags): string {
  if (value === null || value === undefined) return verb === 'v' ? pad('<nil>', flags) : `%!${verb}(<nil>)`;
  if (value.kind === 'list') return `[${value.items.map((item) => formatted(item, verb, flags)).join(' ')}]`;
  if (value.text !== undefined && (verb === 'v' || verb === 's' || verb === 'q'))
    return ofString(value.text(), verb, flags);
  if (value.kind === 'struct')
    return `{${[...value.fields.values()].map((field) => formatted(field, verb, flags)).join(' ')}}`;
  return `map[${sortedEntries(value)
    .map(([key, item]) => `${formatted(key, verb, flags)}:${formatted(item, verb, flags)}`)
    .join(' ')}]`;
}

function ofString(text: string, verb: string, flags: Flags): string {
  const cut = flags.precision === undefined ? text : [...text].slice(0, flags.precision).join('');
  if (verb === 's' || verb === 'v') return pad(cut, flags);
  return verb === 'q' ? pad(JSON.stringify(cut), flags) : wrong(text, verb);
}

function ofInt(value: bigint, verb: string, flags: Flags): string {
  if (verb !== 'd' && verb !== 'v') return wrong(value, verb);
  const digits = (value < 0n ? -value : value).toString().padStart(flags.precision ?? 0, '0');
  return padNumber(value < 0n, digits, { ...flags, zero: flags.zero && flags.precision === undefined });
}

function ofFloat(value: number, verb: string, flags: Flags): string {
  const { precision } = flags;
  if (!'veEfFgG'.includes(verb)) return wrong(value, verb);
  // Infinity and NaN are never padded with zeros.
  if (Number.isNaN(value)) return padNumber(false, 'NaN', { ...flags, zero: false });
  if (!Number.isFinite(value)) return padNumber(value < 0, 'Inf', { ...flags, zero: false, plus: true });
  const size = Math.abs(value);
  const isNegative = value < 0 || Object.is(value, -0);
  switch (verb) {
    case 'f':
    case 'F':
      return padNumber(isNegative, fixed(size, precision ?? 6), flags);
    case 'e':
    case 'E':
      return padNumber(
        isNegative,
        upper(exponential(significantDigits(size, (precision ?? 6) + 1), precision ?? 6), verb),
        flags,
      );
    default:
      return padNumber(isNegative, upper(general(size, precision), verb), flags);
  }
}

/** `%g`: the shortest form, with an exponent when the number is very large or very small. */
function general(size: number, precision: number | undefined): string {
  const count = precision === 0 ? 1 : precision;
  const digits = count === undefined ? shortestDigits(size) : significantDigits(size, count);
  const length = digits.digits.length;
  const limit = count === undefined ? 6 : count > length && length >= digits.point ? length : count;
  const exponent = digits.point - 1;
  if (size !== 0 && (exponent < -4 || exponent >= limit)) return exponential(digits, length - 1);
  return plain(digits);
}

function plain({ digits, point }: Digits): string {
  if (digits === '') return '0';
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  return digits.length <= point ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function exponential({ digits, point }: Digits, decimals: number): string {
  const shown = digits.padEnd(decimals + 1, '0');
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = decimals > 0 ? `.${shown.slice(1, decimals + 1)}` : '';
  return `${shown[0] ?? '0'}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function upper(text: string, verb: string): string {
  return verb === 'E' || verb === 'G' ? text.toUpperCase() : text;
}

function wrong(value: GoValue, verb: string): string {
  return `%!${verb}(${typeName(value)}=${formatted(value, 'v', PLAIN)})`;
}

function padNumber(isNegative: boolean, digits: string, flags: Flags): string {
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  if (flags.zero) return sign + digits.padStart(flags.width - sign.length, '0');
  return pad(sign + digits, flags);
}

function pad(text: string, { minus, width }: Flags): string {
  const missing = Math.max(width - [...text].length, 0);
  return minus ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}
