import { expand, expandJson, type ExpandSources } from '../grafana/interpolation/expand.ts';
import { fieldUse, type FileKind } from '../grafana/interpolation/fields.ts';
import type { Entity } from './folder.ts';
import { isObject } from './json.ts';
import type { Path } from './source/source.ts';

/** Values of environment variables, as far as they are known. */
export type Variables = ReadonlyMap<string, string>;

/** The paths of the texts in a file that contain a variable or file whose value is not known here. */
export interface UnknownTexts {
  has(path: Path): boolean;
}

/** For a file that Grafana does not expand. */
export const NONE_UNKNOWN: UnknownTexts = { has: () => false };

/**
 * A file as Grafana keeps it after reading: `$` expanded where Grafana does so. A variable with an unknown value
 * becomes `«NAME»`, for messages; test for one with `unknown`, since a text may contain such marks itself.
 */
export function loadedFile(
  kind: FileKind,
  written: unknown,
  variables: Variables,
): { readonly value: unknown; readonly unknown: UnknownTexts } {
  const places = new Set<string>();
  const load = (value: unknown, path: Path): unknown => {
    const use = fieldUse(kind, path);
    const isExpanded = use === 'string' || use === 'json';
    if (typeof value === 'string') return isExpanded ? loadText(value, use, path) : value;
    if (use === 'string' || use === 'raw' || use === 'discarded' || value instanceof Date) return value;
    if (Array.isArray(value)) return value.map((item, index) => load(item, [...path, index]));
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, load(member, [...path, key])]));
    return value;
  };
  const loadText = (text: string, use: 'string' | 'json', path: Path): unknown => {
    const server = serverOf(variables, () => places.add(JSON.stringify(path)));
    return use === 'string' ? expand(text, server) : expandJson(text, server);
  };
  const value = load(written, []);
  return { value, unknown: { has: (path) => places.has(JSON.stringify(path)) } };
}

/** Whether a text of an object contains a variable or file whose value is not known here. */
export function isUnknown({ path, unknown }: Pick<Entity, 'path' | 'unknown'>, ...at: Path): boolean {
  return unknown.has([...path, ...at]);
}

function serverOf(variables: Variables, onUnknown: () => void): ExpandSources {
  const unknown = (name: string): string => {
    onUnknown();
    return `«${name}»`;
  };
  return { env: (name) => variables.get(name) ?? unknown(name), readFile: (path) => unknown(`file ${path}`) };
}
