import { hash } from 'node:crypto';

const MAX_ID = 2 ** 31 - 1;
/** Dashboards that one function makes have the same keys. */
const known = new Map<string, number>();
const MOST_KNOWN = 10_000;

/**
 * The id of a panel, 1 to 2^31-1, derived from its key alone: moving or retitling a panel keeps its id, and so the
 * links from alert rules. Grafana stores ids as 32-bit integers.
 */
export function panelId(key: string): number {
  const before = known.get(key);
  if (before !== undefined) return before;
  const id = (hash('sha256', key, 'buffer').readUInt32BE(0) % MAX_ID) + 1;
  if (known.size < MOST_KNOWN) known.set(key, id);
  return id;
}

/** The key of a builder's panel is its title; the second panel of the same title gets a number, as in `Requests 2`. */
export function uniqueKey(title: string, seen: Map<string, number>): string {
  const count = (seen.get(title) ?? 0) + 1;
  seen.set(title, count);
  return count === 1 ? title : `${title} ${count}`;
}
