import { type FileKind, fieldUse } from '../../grafana/interpolation/fields.ts';
import type { ProvisioningKind } from '../../grafana/schemas/index.ts';
import type { Release } from '../../grafana/release.ts';
import { type FactName, holdsIn } from '../../grafana/release-facts.ts';
import { provisioningSchemas } from '../../grafana/schemas/index.ts';
import { type Schema, withoutNotes } from '../../grafana/schemas/schema.ts';

type Path = readonly (string | number)[];

/**
 * The schema of a kind of provisioning file for an editor: plain draft-07, with the keys that the release supports, and
 * with `$NAME` wherever Grafana expands it.
 */
export function editorSchema(kind: ProvisioningKind, target: Release): object {
  const schema = provisioningSchemas[kind];
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...plain(schema, [], { kind, target }) };
}

interface Editing {
  readonly kind: ProvisioningKind;
  readonly target: Release;
}

function plain(schema: Schema, path: Path, editing: Editing): Schema {
  const { 'x-trap': trap, 'x-tolerated': tolerated } = schema;
  const inner = Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) =>
      keyword.startsWith('x-') ? [] : [[keyword, part(keyword, value, schema, path, editing)] as const],
    ),
  ) as Schema;
  // An `else` branch that only had notes is empty now.
  const { else: otherwise, ...withoutElse } = inner;
  const kept = otherwise !== undefined && Object.keys(otherwise).length === 0 ? withoutElse : inner;
  const late = Object.entries(schema['x-required-before'] ?? {})
    .filter(([, fact]) => isNewer(fact, editing.target))
    .map(([key]) => key);
  const described = {
    ...kept,
    ...(trap === undefined || schema.description !== undefined
      ? {}
      : { description: `${trap.charAt(0).toUpperCase()}${trap.slice(1)}.` }),
    ...(late.length > 0 ? { required: [...(schema.required ?? []), ...late] } : {}),
    // Editors have no warnings, so they must accept what is only tolerated.
    ...(tolerated && schema.additionalProperties === false ? { additionalProperties: true } : {}),
  };
  return isExpanded(path, editing) ? withVariables(described) : described;
}

function part(keyword: string, value: unknown, schema: Schema, path: Path, editing: Editing): unknown {
  switch (keyword) {
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, Schema>>).flatMap(([key, member]) =>
          isNewer(member['x-since'], editing.target) ? [] : [[key, plain(member, [...path, key], editing)] as const],
        ),
      );
    case 'patternProperties':
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, Schema>>).map(([key, member]) => [
          key,
          plain(member, [...path, 'any'], editing),
        ]),
      );
    case 'additionalProperties':
      return typeof value === 'object' ? plain(value as Schema, [...path, 'any'], editing) : value;
    case 'items':
      return Array.isArray(value)
        ? (value as readonly Schema[]).map((item, index) => plain(item, [...path, index], editing))
        : plain(value as Schema, [...path, 0], editing);
    case 'allOf':
      return (value as readonly Schema[]).map((one) => plain(one, path, editing));
    case 'then':
    case 'else':
      return plain(value as Schema, path, editing);
    // The only definition describes the routes of a policy.
    case 'definitions':
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, Schema>>).map(([name, one]) => [
          name,
          plain(one, ['policies', 0, 'routes', 0], editing),
        ]),
      );
    case 'enum':
      return (value as readonly unknown[]).filter(
        (one) => !isNewer(schema['x-values-since']?.[String(one)], editing.target),
      );
    // A condition is kept as it is.
    case 'if':
    case 'not':
      return withoutNotes(value as Schema);
    default:
      return value;
  }
}

/** Whether Grafana expands the text at a path; plugin files are expanded everywhere. */
function isExpanded(path: Path, { kind }: Editing): boolean {
  if (kind === 'plugins') return path.length > 1;
  const use = fieldUse(kind satisfies FileKind, path);
  return use === 'string' || use === 'json';
}

/** The same schema that also accepts any text with a `$` in place of a scalar. */
function withVariables(schema: Schema): Schema {
  const { enum: values, type, pattern } = schema;
  if (values)
    return {
      ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== 'enum')),
      anyOf: [{ enum: values }, { type: 'string', pattern: '\\$' }],
    };
  const types = [type ?? []].flat();
  const isScalar = types.some((one) => one === 'boolean' || one === 'number' || one === 'integer');
  if (types.includes('string')) return pattern === undefined ? schema : { ...schema, pattern: `(?:${pattern})|\\$` };
  return isScalar ? { ...schema, type: [...types, 'string'], pattern: '\\$' } : schema;
}

function isNewer(fact: FactName | undefined, target: Release): boolean {
  return fact !== undefined && !holdsIn(fact, target);
}
