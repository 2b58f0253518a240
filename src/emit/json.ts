import { checkPlain } from './plain-value.ts';

/**
 * Returns plain data as JSON text, indented by two spaces and ending with a line break. Throws on values that JSON
 * would drop or change.
 */
export function emitJson(value: object): string {
  checkPlain(value);
  return `${JSON.stringify(value, null, 2)}\n`;
}
