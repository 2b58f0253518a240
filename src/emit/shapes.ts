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

/**
 * Checks that a manifest or a journal has the shape that a build writes: it may be damaged, or come from a stranger.
 */
export class Shape {
  /** The problems found, one clause each. */
  readonly problems: string[] = [];

  /** A record without a prototype, because a file may be named `constructor`. */
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

  /** Hashes by path; `isHashes` checks the value of each path. */
  files<Hashes>(value: unknown, isHashes: (value: unknown) => boolean): Readonly<Record<string, Hashes>> {
    return this.#record('files', value, (path, hashes) => {
      if (!isInside(path) || !isOwnable(path) || !isText(path))
        return `it names ${JSON.stringify(path)}, which no build writes`;
      return isHashes(hashes) ? undefined : `it has no valid hash for ${JSON.stringify(path)}`;
    });
  }

  /** The emitted objects. */
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

/** True for a JSON object. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON text; undefined when it is not valid. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A lone surrogate has no UTF-8 form, so no build wrote it. */
function isText(value: unknown): boolean {
  return typeof value === 'string' && value.isWellFormed();
}

/** Accepts unknown facts, because another release may have written them. */
function isFact(name: string, fact: unknown): boolean {
  const known = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
  return isText(name) && (known?.(fact) ?? (isText(fact) || typeof fact === 'boolean'));
}
