/** Deeper than anything that a builder makes: JSON itself tells what is wrong there. */
const MOST_LEVELS = 100;

/**
 * A copy as data of what an SDK builder made, as if it had been written as JSON and read again: SDK objects are live,
 * shared between calls and hold functions. Several times as fast, and every panel passes here.
 */
export function plainCopy(value: object): unknown {
  return copyOf(value, 0);
}

function copyOf(value: unknown, level: number): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  // JSON has neither infinity nor a negative zero.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'object' || level > MOST_LEVELS) return throughJson(value);
  if (Array.isArray(value)) return value.map((item: unknown) => (isDropped(item) ? null : copyOf(item, level + 1)));
  if (!isPlain(value)) return throughJson(value);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (!isDropped(member)) setOwn(copy, key, copyOf(member, level + 1));
  }
  return copy;
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isDropped(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol';
}

/** Whether JSON takes an object by its members. */
function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}

/** Gives an object a member, whatever its name. */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}
