import { byMember, type Schema } from '../../../grafana/schemas/schema.ts';

/**
 * The same schema without references and alternatives, so that a wrong value breaks one keyword instead of every
 * alternative. Only the keys in `needed` stay required, because the browser fills in what a dashboard leaves out.
 */
export function flat(
  schema: Schema,
  needed: ReadonlySet<string> = new Set(),
  root: Schema = schema,
  within: readonly string[] = [],
): Schema {
  if (schema.$ref !== undefined) {
    const name = decodeURIComponent(schema.$ref.replace('#/definitions/', ''));
    const target = root.definitions?.[name];
    // A recursive type is described once.
    return target && !within.includes(name) ? flat(target, needed, root, [...within, name]) : {};
  }
  if (schema.anyOf) return merged(schema.anyOf.map((one) => flat(one, needed, root, within)));
  const { properties, items, additionalProperties, type, enum: values, const: value } = schema;
  const required = (schema.required ?? []).filter((key) => needed.has(key));
  return {
    ...(type === undefined ? {} : { type }),
    ...(values === undefined ? {} : { enum: values }),
    ...(value === undefined ? {} : { enum: [value] }),
    ...(required.length === 0 ? {} : { required }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, member]) => [key, flat(member, needed, root, within)]),
          ),
        }),
    ...(items === undefined
      ? {}
      : {
          items: Array.isArray(items)
            ? (items as readonly Schema[]).map((item) => flat(item, needed, root, within))
            : flat(items as Schema, needed, root, within),
        }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object'
              ? flat(additionalProperties, needed, root, within)
              : additionalProperties,
        }),
  };
}

/** One schema that accepts what any of several accept, and sometimes slightly more. */
function merged(branches: readonly Schema[]): Schema {
  if (branches.some(({ type, enum: values }) => type === undefined && values === undefined)) return {};
  const types = [...new Set(branches.flatMap(({ type, enum: values }) => type ?? (values ?? []).map(typeOf)))];
  const objects = branches.filter(({ type }) => type === 'object');
  const lists = branches.filter(({ type }) => type === 'array');
  const scalars = branches.filter((one) => !objects.includes(one) && !lists.includes(one));
  const values =
    scalars.every((one) => one.enum !== undefined) && objects.length + lists.length === 0
      ? { enum: scalars.flatMap((one) => one.enum ?? []) }
      : {};
  const items = lists.map((one) => one.items).filter((one): one is Schema => one !== undefined && !Array.isArray(one));
  return {
    ...(objects.length > 0 ? mergedObjects(objects) : {}),
    type: types.length === 1 && types[0] !== undefined ? types[0] : types,
    ...values,
    ...(items.length === lists.length && items.length > 0 ? { items: merged(items) } : {}),
  };
}

function mergedObjects(objects: readonly Schema[]): Schema {
  const [first] = objects;
  if (objects.length === 1 && first) return first;
  const kind = ['kind', 'type', 'id'].find((key) => objects.every(({ properties }) => properties?.[key]?.enum));
  // The value of the kind key decides which schema applies.
  if (kind !== undefined) {
    const kinds = objects.map((one) => [one.properties?.[kind]?.enum ?? [], one] as const);
    return { properties: { [kind]: { enum: kinds.flatMap(([values]) => values) } }, allOf: byMember(kind, kinds) };
  }
  const keys = [...new Set(objects.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const members = keys.map(
    (key) => [key, merged(objects.flatMap(({ properties }) => properties?.[key] ?? []))] as const,
  );
  return {
    properties: Object.fromEntries(members),
    ...(objects.every((one) => one.additionalProperties === false) ? { additionalProperties: false } : {}),
  };
}

function typeOf(value: unknown): 'null' | 'string' | 'number' | 'boolean' {
  return value === null
    ? 'null'
    : typeof value === 'string'
      ? 'string'
      : typeof value === 'number'
        ? 'number'
        : 'boolean';
}
