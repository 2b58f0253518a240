import type { Schema } from '../../grafana/schemas/schema.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
};

/** What a schema requires, as in `where a whole number is read`. */
export function wanted(schema: Schema): string {
  if (schema['x-scalar'] === 'bool') return 'true or false';
  if (schema['x-scalar'] === 'int') return 'a whole number';
  if (schema.enum) return oneOfText(schema.enum);
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  if (types.includes('string') && types.includes('number') && types.includes('boolean')) return 'a single value';
  return types.map((type) => TYPES[type] ?? type).join(' or ') || 'another value';
}

/** What a value is, as in `has a list as panelId`. */
export function found(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'nothing';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the string "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

/** `a, b or c` */
export function oneOfText(values: readonly unknown[]): string {
  const texts = values.filter((value) => value !== null && value !== '').map(String);
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}
