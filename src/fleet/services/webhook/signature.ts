import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a body is signed with: `sha256=` and the HMAC-SHA256 of its bytes in hex. */
export function signature(body: Buffer | string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * True when a body was signed with one of the secrets. The bytes as they came are signed, not the JSON they hold; every secret is tried
 * in the same time, so that an answer tells nothing about how far a guess was right.
 */
export function isSigned(body: Buffer, header: unknown, secrets: readonly string[]): boolean {
  if (typeof header !== 'string') return false;
  const given = Buffer.from(header, 'utf8');
  return secrets.map((secret) => isEqual(given, Buffer.from(signature(body, secret)))).some(Boolean);
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  // The length of a signature is not a secret.
  return given.length === expected.length && timingSafeEqual(given, expected);
}
