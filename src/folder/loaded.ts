import { expand, expandJson, type ExpandSources } from '../grafana/interpolation/expand.ts';
import { fieldUse, type FileKind } from '../grafana/interpolation/fields.ts';
import { isObject } from './json.ts';
import type { Path } from './source/source.ts';

/** Values of environment variables, as far as they are known. */
export type Variables = ReadonlyMap<string, string>;

/**
 * A value as Grafana keeps it after reading a provisioning file: `$` expanded where it does so, unknown variables as
 * `«NAME»`.
 */
export function loadedValue(kind: FileKind, value: unknown, path: Path, variables: Variables): unknown {
  const use = fieldUse(kind, path);
  if (use === 'container' || use === 'unknown') {
    if (Array.isArray(value)) return value.map((item, index) => loadedValue(kind, item, [...path, index], variables));
    if (isObject(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, loadedValue(kind, member, [...path, key], variables)]),
      );
    return value;
  }
  if (use === 'string') return typeof value === 'string' ? expand(value, server(variables)) : value;
  return use === 'json' ? expandJson(value, server(variables)) : value;
}

/** Whether a loaded text holds the value of a variable or file that nobody knows here. */
export function isUnknown(text: string): boolean {
  return text.includes('«');
}

function server(variables: Variables): ExpandSources {
  return { env: (name) => variables.get(name) ?? `«${name}»`, readFile: (path) => `«file ${path}»` };
}
