import { createHash } from 'node:crypto';

/** SHA-256 of a content, hexadecimal. */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
