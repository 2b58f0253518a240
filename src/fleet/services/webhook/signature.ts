import { createHmac, timingSafeEqual } from 'node:crypto';

/** Returns the signature of a body: `sha256=` and the HMAC-SHA256 of its bytes in hex. */
export function signature(body: Buffer | string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * Returns true if a body was signed with one of the secrets. The signature covers the raw bytes, not the parsed JSON.
 * The comparison takes constant time, so that response times do not reveal how much of a guess was right.
 */
export function isSigned(body: Buffer, header: unknown, secrets: readonly string[]): boolean {
  if (typeof header !== 'string') return false;
  const given = Buffer.from(header, 'utf8');
  return secrets.map((secret) => isEqual(given, Buffer.from(signature(body, secret)))).some(Boolean);
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  // The length of a signature is not secret, so it may be compared directly.
  return given.length === expected.length && timingSafeEqual(given, expected);
}
