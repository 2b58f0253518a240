/**
 * False when no string or key of a JSON text can contain a part, which is much quicker to tell than by visiting every
 * value. The part must be one that JSON need not escape.
 */
export function mayContain(text: string, part: string): boolean {
  // Any character may be written as an escape.
  return text.includes(part) || text.includes('\\u');
}
