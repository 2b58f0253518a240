import { createRandom, type Random } from '../../simulator/random.ts';

/** Ways in which an answer can be wrong, and how often, as a share of all answers. */
export const faultKinds = ['500', '429', 'half', 'types', 'silence'] as const;
export type FaultKind = (typeof faultKinds)[number];
export interface Faults {
  readonly latencyMs: number;
  readonly shares: Readonly<Partial<Record<FaultKind, number>>>;
  /** Value of `retry-after` of a 429; left out when undefined. */
  readonly retryAfterSeconds?: number | undefined;
}

/** Draws faults, the same ones for the same seed. */
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

/** The same value with its numbers as text and its texts as numbers: valid JSON that means nothing. */
export function withWrongTypes(value: unknown): unknown {
  if (typeof value === 'number') return `${value} USDC`;
  if (typeof value === 'string') return 0;
  if (Array.isArray(value)) return { items: value };
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withWrongTypes(inner)]));
}
