import { IDENTITY_KINDS, type Identities } from '../grafana/identities.ts';
import { isOwnable } from './own-files.ts';
import { isInside } from './paths.ts';

const HASH = /^[0-9a-f]{64}$/;
const IDENTITY = new RegExp(`^(?:${IDENTITY_KINDS.join('|')})/[1-9]\\d*(?:/.*)?$`, 's');
const FACTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  title: isText,
  folder: isText,
  name: isText,
  uid: isText,
  content: isText,
  gone: (value) => value === true,
};

/** Sees that a manifest or a journal has the shape that a build gives it: either may be damaged, or a stranger's. */
export class Shape {
  /** What is wrong, a clause each. */
  readonly problems: string[] = [];

  /** A record whose keys are nobody's but its own: a file may be called `constructor`. */
  #record<Value>(name: string, value: unknown, isRight: (key: string, member: unknown) => string | undefined) {
    const record: Record<string, Value> = Object.create(null) as Record<string, Value>;
    if (!isPlain(value)) {
      this.problems.push(`${JSON.stringify(name)} is not an object`);
      return record;
    }
    for (const [key, member] of Object.entries(value)) {
      const problem = isRight(key, member);
      if (problem === undefined) record[key] = member as Value;
      else this.problems.push(problem);
    }
    return record;
  }

  /** Hashes by path; `isHashes` judges what a path has. */
  files<Hashes>(value: unknown, isHashes: (value: unknown) => boolean): Readonly<Record<string, Hashes>> {
    return this.#record('files', value, (path, hashes) => {
      if (!isInside(path) || !isOwnable(path) || !isText(path))
        return `it names ${JSON.stringify(path)}, which no build writes`;
      return isHashes(hashes) ? undefined : `it has no valid hash for ${JSON.stringify(path)}`;
    });
  }

  /** Objects that were emitted. */
  identities(value: unknown): Identities {
    return this.#record('identities', value, (key, facts) => {
      if (!IDENTITY.test(key) || !isText(key))
        return `${JSON.stringify(key)} is not an identity, such as "rule/1/my-rule"`;
      return isPlain(facts) && Object.entries(facts).every(([name, fact]) => isFact(name, fact))
        ? undefined
        : `its entry for ${JSON.stringify(key)} is not valid`;
    });
  }
}

/** SHA-256, hexadecimal. */
export function isHash(value: unknown): boolean {
  return typeof value === 'string' && HASH.test(value);
}

/** True for an object of a JSON text. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a text holds as JSON; undefined when it is not valid. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Half a surrogate pair has no UTF-8 form, so no build wrote it. */
function isText(value: unknown): boolean {
  return typeof value === 'string' && value.isWellFormed();
}

/** A fact that this release does not know is left alone: another one wrote it. */
function isFact(name: string, fact: unknown): boolean {
  const known = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
  return isText(name) && (known?.(fact) ?? (isText(fact) || typeof fact === 'boolean'));
}
