import { fieldUse } from './fields.ts';
import type { FileKind } from './fields.ts';
import { isRef } from './refs.ts';
import type { Ref } from './refs.ts';

/** A reference and where it stands. */
export interface FoundRef {
  readonly ref: Ref;
  readonly path: readonly (string | number)[];
}

/**
 * Returns every reference in a value with its path, in order. With the kind of the file, a map of free keys such as the
 * labels `{ env: 'prod' }` is told apart from a reference.
 */
export function collectRefs(value: unknown, path: readonly (string | number)[] = [], kind?: FileKind): FoundRef[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isRef(value) && !(kind && fieldUse(kind, path) === 'container')) return [{ ref: value, path }];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([key, member]) => collectRefs(member, [...path, key], kind));
}
