/** Deeper than anything a builder makes; beyond it, JSON itself reports the error. */
const MOST_LEVELS = 100;

/**
 * A plain copy of an SDK builder's result, as if written as JSON and read again: SDK objects are mutable, shared
 * between calls and contain functions. Several times as fast as JSON, which matters because every panel passes through
 * here.
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

/** Whether JSON serialises an object by its own members. */
function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}

/** Sets an own property of an object, even one named `__proto__`. */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}
