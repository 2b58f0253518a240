import { isObject } from '../../folder/json.ts';
import type { Path } from '../../folder/source/source.ts';
import type { Schema } from '../../grafana/schemas/schema.ts';

/** Called with each value and each schema that applies to it. */
export type Visit = (schema: Schema, value: unknown, path: Path) => void;

/** Walks a value along a schema, through the branches that apply to it. `root` holds the definitions. */
export function walk(root: Schema, value: unknown, visit: Visit): void {
  const step = (schema: Schema, at: unknown, path: Path): void => {
    if (schema.$ref !== undefined) return step(definition(root, schema.$ref), at, path);
    visit(schema, at, path);
    for (const part of schema.allOf ?? []) step(part, at, path);
    const branch = schema.if && (holds(schema.if, at) ? schema.then : schema.else);
    if (branch) step(branch, at, path);
    if (Array.isArray(at)) {
      const { items } = schema;
      for (const [index, item] of at.entries()) {
        const of = Array.isArray(items) ? (items as readonly Schema[])[index] : (items as Schema | undefined);
        if (of) step(of, item, [...path, index]);
      }
    } else if (isObject(at)) {
      for (const [key, member] of Object.entries(at)) {
        const of =
          schema.properties && Object.hasOwn(schema.properties, key)
            ? schema.properties[key]
            : typeof schema.additionalProperties === 'object'
              ? schema.additionalProperties
              : undefined;
        if (of) step(of, member, [...path, key]);
      }
    }
  };
  step(root, value, []);
}

/** Whether a value meets the condition of an `if`; supports only the keywords used here. */
export function holds(condition: Schema, value: unknown): boolean {
  if (condition.not && holds(condition.not, value)) return false;
  if (condition.enum && !condition.enum.includes(value)) return false;
  if (condition.const !== undefined && condition.const !== value) return false;
  if (condition.pattern !== undefined && typeof value === 'string' && !new RegExp(condition.pattern, 'u').test(value))
    return false;
  if (!isObject(value)) return condition.type === undefined || condition.type === typeof value;
  if (condition.required?.some((key) => !Object.hasOwn(value, key))) return false;
  return Object.entries(condition.properties ?? {}).every(
    ([key, member]) => !Object.hasOwn(value, key) || holds(member, value[key]),
  );
}

function definition(root: Schema, ref: string): Schema {
  return root.definitions?.[ref.replace('#/definitions/', '')] ?? {};
}
