import { createRandom, type Random } from '../../simulator/random.ts';

/** Kinds of faulty responses. */
export const faultKinds = ['500', '429', 'half', 'types', 'silence'] as const;
export type FaultKind = (typeof faultKinds)[number];
export interface Faults {
  readonly latencyMs: number;
  readonly shares: Readonly<Partial<Record<FaultKind, number>>>;
  /** Value of `retry-after` in a 429; undefined to send no such header. */
  readonly retryAfterSeconds?: number | undefined;
}

/** Returns a function that draws faults; the same seed gives the same faults. */
export function faultDice(seed: number): (faults: Faults) => FaultKind | undefined {
  const random: Random = createRandom(seed, 'faults');
  return ({ shares }) => {
    let draw = random.uniform();
    for (const kind of faultKinds) {
      draw -= shares[kind] ?? 0;
      if (draw < 0) return kind;
    }
    return undefined;
  };
}

/** Replaces numbers with strings and strings with numbers: still valid JSON, but with the wrong types. */
export function withWrongTypes(value: unknown): unknown {
  if (typeof value === 'number') return `${value} USDC`;
  if (typeof value === 'string') return 0;
  if (Array.isArray(value)) return { items: value };
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withWrongTypes(inner)]));
}
