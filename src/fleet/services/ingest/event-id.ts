import { hash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Returns the id of a webhook event: its own, or the SHA-256 of its JSON with sorted keys and without whitespace, so
 * that an event has the same id whether it comes from a webhook or from the API's history.
 */
export function eventId(event: Readonly<Record<string, unknown>>): string {
  const { id } = event;
  if (typeof id === 'string' && id !== '') return id;
  const { received_at: _ofOurs, ...said } = event;
  return `sha256:${hash('sha256', canonicalJson(said))}`;
}

/** Returns the text if it is a UUID, otherwise a UUID derived from it; the same text always gives the same UUID. */
export function uuidOf(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  const hex = hash('sha256', text);
  // Version 8 (custom) and the variant of RFC 9562: the two highest bits of the ninth byte are 10.
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
