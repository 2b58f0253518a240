import type { Json } from './values.ts';

/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/**
 * Tracks where the parts of a dashboard are in its file while Grafana's migrations move them: an object keeps its
 * origin wherever it goes; a single value must be recorded when its key changes.
 */
export class Origins {
  readonly #objects = new Map<object, Path>();
  readonly #members = new Map<object, Map<string, Path>>();

  /** Records the paths in a file's value, before anything is moved. */
  constructor(file: unknown) {
    this.#record(file, []);
  }

  /** Records that the value at `from[fromKey]` becomes `to[toKey]`. */
  moved(from: Json, fromKey: string, to: Json, toKey: string): void {
    const place = this.#placeOf(from);
    const written = this.#placeOfMember(from, fromKey) ?? (place && [...place, fromKey]);
    if (written) this.wrote(to, toKey, written);
  }

  /** Records that `to[toKey]` comes from a path of the file. */
  wrote(to: Json, toKey: string, written: Path): void {
    const members = this.#members.get(to) ?? new Map<string, Path>();
    members.set(toKey, written);
    this.#members.set(to, members);
  }

  /** Records that a new object replaces another one, and takes over its path. */
  stoodFor(made: Json, original: Json): void {
    const written = this.#objects.get(original);
    if (written) this.#objects.set(made, written);
  }

  /** The path in the file of a value of the migrated dashboard; inside a newly created part, the path of that part. */
  pathOf(root: unknown, path: Path): Path {
    let at = root;
    let written = this.#placeOf(root) ?? [];
    for (const step of path) {
      const member = memberOf(at, step);
      written = this.#placeOfMember(at, step) ?? this.#placeOf(member) ?? [...written, step];
      at = member;
    }
    return written;
  }

  #record(value: unknown, path: Path): void {
    if (typeof value !== 'object' || value === null) return;
    this.#objects.set(value, path);
    for (const [key, member] of Object.entries(value) as [string, unknown][])
      if (typeof member === 'object' && member !== null)
        this.#record(member, [...path, Array.isArray(value) ? Number(key) : key]);
  }

  #placeOf(value: unknown): Path | undefined {
    return typeof value === 'object' && value !== null ? this.#objects.get(value) : undefined;
  }

  #placeOfMember(holder: unknown, step: string | number): Path | undefined {
    return typeof holder === 'object' && holder !== null ? this.#members.get(holder)?.get(String(step)) : undefined;
  }
}

function memberOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Json)[String(step)]
    : undefined;
}
