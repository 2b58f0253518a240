/** An object of a dashboard that is being migrated. */
export type Json = Record<string, unknown>;

/** Whether a value is an object and not a list. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a key, or a new empty one. */
export function objectAt(holder: Json, key: string): Json {
  const value = holder[key];
  return isJson(value) ? value : {};
}

/** The objects in the list at a key; other items are reported by the schema. */
export function objectsAt(holder: Json, key: string): Json[] {
  const value = holder[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The string at a key, or an empty one. */
export function textAt(holder: Json, key: string): string {
  const value = holder[key];
  return typeof value === 'string' ? value : '';
}

/** The number at a key, quoted or not. */
export function numberAt(holder: Json, key: string): number | undefined {
  const value = holder[key];
  const number = typeof value === 'string' && value.trim() !== '' ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
