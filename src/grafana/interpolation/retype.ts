const INFINITE = /^[+-]?inf(?:inity)?$/i;
const DIGITS = '(?:[0-9](?:_?[0-9])*)';
const FLOAT = new RegExp(`^[+-]?(?:${DIGITS}(?:\\.${DIGITS}?)?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?$`);
const HEX_DIGITS = DIGITS.replaceAll('0-9', '0-9a-f');
const HEX_FLOAT = new RegExp(`^([+-]?)0x_?(${HEX_DIGITS})?(?:\\.(${HEX_DIGITS})?)?p([+-]?${DIGITS})$`, 'i');
const BOOLS = new Map([
  ...['t', 'T', 'TRUE', 'true', 'True'].map((word) => [word, true] as const),
  ...['f', 'F', 'FALSE', 'false', 'False'].map((word) => [word, false] as const),
]);

/**
 * Returns the value that Grafana stores for a text in a JSON field: if expansion changed the text and Go reads the
 * result as a number or a boolean, it becomes one (`1` is a number), unless the text contained `$$`.
 */
export function retype(written: string, expanded: string): string | number | boolean {
  if (written === expanded || written.includes('$$')) return expanded;
  return parseNumber(expanded) ?? BOOLS.get(expanded) ?? expanded;
}

/**
 * The result of Go's ParseInt, or else ParseFloat; undefined if both fail. Words such as `Inf` and `nan` are numbers
 * too, which Grafana then cannot write as JSON.
 */
function parseNumber(text: string): number | undefined {
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  const number = FLOAT.test(text) ? Number(text.replaceAll('_', '')) : parseHexFloat(text);
  // A number out of range is an error in Go, but Infinity in JavaScript.
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

function parseHexFloat(text: string): number | undefined {
  const match = HEX_FLOAT.exec(text);
  if (match === null) return undefined;
  const [sign = '', whole = '', fraction = '', exponent = ''] = match
    .slice(1)
    .map((part = '') => part.replaceAll('_', ''));
  if (whole + fraction === '') return undefined;
  const size = Number(`0x${whole}${fraction}`) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -size : size;
}
