/** A stream of random numbers that depends only on its seed, not on draws from other streams. */
export interface Random {
  /** A number from 0 to below 1. */
  uniform(): number;
  between(low: number, high: number): number;
  /** A whole number from 0 to below `limit`. */
  integer(limit: number): number;
  normal(mean: number, deviation: number): number;
  exponential(mean: number): number;
  /** A whole number next to the mean, which it equals on average. */
  wholeAround(mean: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  uuid(): string;
  hex(digits: number): string;
}

/** Creates the stream of a subject: `createRandom(7, 'agent', 12, 'trading')`. */
export function createRandom(seed: number, ...subject: readonly (string | number)[]): Random {
  const next = sfc32(hash(`${seed}/${subject.join('/')}`));
  const uniform = (): number => next() / 2 ** 32;
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    uniform,
    hex,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (limit) => Math.floor(uniform() * limit),
    // Box-Muller; 1 - u is never 0, so the logarithm is defined.
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    wholeAround: (mean) => Math.floor(mean + uniform()),
    chance: (probability) => uniform() < probability,
    pick: (list) => {
      const item = list[Math.floor(uniform() * list.length)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    uuid: () => {
      const text = hex(32);
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20, 32)}`;
    },
  };
}

/** Hashes a text into four words: FNV-1a with four different initial values. */
function hash(text: string): [number, number, number, number] {
  const word = (start: number): number => {
    let value = start;
    for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
    return value >>> 0;
  };
  return [word(0x811c9dc5), word(0x12345678), word(0x9e3779b9), word(0xdeadbeef)];
}

/** The generator Small Fast Counting by Chris Doty-Humphrey: 32 bits per call. */
function sfc32([a, b, c, counter]: [number, number, number, number]): () => number {
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}
