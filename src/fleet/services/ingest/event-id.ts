import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Id of a webhook event: the one it names, else the SHA-256 of what it says. What it says is its JSON with keys in order and without
 * blanks, so that the same event has the same id whether a webhook or the API's history brought it.
 */
export function eventId(event: Readonly<Record<string, unknown>>): string {
  const { id } = event;
  if (typeof id === 'string' && id !== '') return id;
  const { received_at: _ofOurs, ...said } = event;
  return `sha256:${createHash('sha256').update(canonicalJson(said)).digest('hex')}`;
}

/** The UUID that a text is, or one derived from it: the same text always gives the same one. */
export function uuidOf(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  // Version 8 (made by a rule of one's own) and the variant of RFC 9562.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
