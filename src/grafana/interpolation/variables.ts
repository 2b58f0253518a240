import { fieldUse } from './fields.ts';
import type { FieldUse, FileKind } from './fields.ts';
import { isRef } from './refs.ts';
import type { Ref } from './refs.ts';
import { type Reference, references } from './references.ts';

/** A reference and its path. */
export interface FoundRef {
  readonly ref: Ref;
  readonly path: readonly (string | number)[];
  /** Set if there is other text around it, so that the field is never empty or a number because of it. */
  readonly isPart?: boolean;
}

/**
 * Returns every reference in a value with its path, in order. Given the kind of file, it distinguishes a map with free
 * keys, such as the labels `{ env: 'prod' }`, from a reference.
 */
export function collectRefs(value: unknown, path: readonly (string | number)[] = [], kind?: FileKind): FoundRef[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isRef(value) && !(kind && fieldUse(kind, path) === 'container')) return [{ ref: value, path }];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([key, member]) => collectRefs(member, [...path, key], kind));
}

/**
 * Returns every reference that Grafana reads in the texts of a file as written: `$NAME`, `${NAME}`, `$__env{NAME}`,
 * `$__file{path}`.
 */
export function collectWrittenRefs(value: unknown, kind: FileKind, path: FoundRef['path'] = []): FoundRef[] {
  if (typeof value === 'string') return writtenRefs(value, fieldUse(kind, path)).map((found) => ({ ...found, path }));
  if (typeof value !== 'object' || value === null) return [];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([key, member]) => collectWrittenRefs(member, kind, [...path, key]));
}

/** A field whose expansion is discarded needs no variable, but a file it names must exist. */
function writtenRefs(text: string, use: FieldUse): Pick<FoundRef, 'ref' | 'isPart'>[] {
  const isExpanded = use === 'string' || use === 'json';
  if (!isExpanded && use !== 'discarded') return [];
  return references(text).flatMap(({ form, name, text: reference }): Pick<FoundRef, 'ref' | 'isPart'>[] => {
    const part = reference === text ? {} : { isPart: true };
    if (form === 'file') return [{ ref: { file: name }, ...part }];
    return isExpanded && isNeeded(form, name) ? [{ ref: { env: name }, ...part }] : [];
  });
}

/** `$1` and `$__interval` are not variables that are ever set, and `${HOSTNAME}` falls back to the host name. */
function isNeeded(form: Reference['form'], name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !name.startsWith('__') && !(form === 'braced' && name === 'HOSTNAME');
}
