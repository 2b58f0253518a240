import type { Path } from '../../folder/source/source.ts';
import type { Schema } from '../../grafana/schemas/schema.ts';
import type { JsonObject } from '../../folder/json.ts';

/** The steps of a JSON pointer, list indexes as numbers where the value has a list there. */
export function stepsOf(pointer: string, value: unknown): Path {
  const steps: (string | number)[] = [];
  let at = value;
  for (const part of parts(pointer)) {
    steps.push(Array.isArray(at) ? Number(part) : part);
    at = memberOf(at, part);
  }
  return steps;
}

/** The value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((at, step) => memberOf(at, String(step)), value);
}

/** The schemas around the keyword that a pointer such as `#/properties/name/type` leads to, outermost first. */
export function schemasAt(root: Schema, schemaPath: string): Schema[] {
  const found: Schema[] = [root];
  let at: unknown = root;
  for (const part of parts(schemaPath.slice(schemaPath.indexOf('#') + 1)).slice(0, -1)) {
    at = memberOf(at, part);
    // A map of properties is not a schema, but it has none of the keywords that callers look for.
    if (typeof at === 'object' && at !== null && !Array.isArray(at)) found.push(at as Schema);
  }
  return found;
}

function parts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as JsonObject)[key]
    : undefined;
}
