import type { FactName } from '../release-facts.ts';

/** A JSON Schema (draft-07) with our notes about Grafana, which are removed from the copies for editors. */
export interface Schema {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: Type | readonly Type[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minProperties?: number;
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  /** A scalar that Grafana reads with or without quotes. */
  readonly 'x-scalar'?: 'bool' | 'int';
  /** The fact that introduced the key; older releases drop it silently. */
  readonly 'x-since'?: FactName;
  /** Enum values that were added later than the key. */
  readonly 'x-values-since'?: Readonly<Record<string, FactName>>;
  /** Members that are required in releases in which the named fact is not true yet. */
  readonly 'x-required-before'?: Readonly<Record<string, FactName>>;
  /** Grafana tolerates a wrong value here. */
  readonly 'x-tolerated'?: true;
  /** Grafana matches the keys of this object, or newer releases its value, case-insensitively. */
  readonly 'x-any-case'?: true;
  /** Why a value here is wrong, as a clause. */
  readonly 'x-trap'?: string;
  /** Keys that belong elsewhere, with the right location. */
  readonly 'x-elsewhere'?: Readonly<Record<string, string>>;
  /** The form of a text, completing the sentence "Write …". */
  readonly 'x-form'?: string;
  /** What a separate rule reports here, so that one mistake gives one finding: a wrong value, or a missing one. */
  readonly 'x-checked'?: readonly ('value' | 'missing')[];
  /** What Grafana does with a wrong value here or below; by default it refuses to start. */
  readonly 'x-outcome'?: string;
}
type Type = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'object' | 'array';

/** A text: any scalar, stored as written. */
export const text: Schema = { type: ['string', 'number', 'boolean', 'null'] };
/** A text that must not be empty. */
export const someText: Schema = { type: ['string', 'number', 'boolean'], pattern: '\\S' };
/** A strict string: a bare number or boolean is refused. */
export const plainText: Schema = { type: ['string', 'null'] };
/** Exactly what Go's ParseBool accepts, quoted or not: no `yes`, no `on`, no empty string. */
export const bool: Schema = {
  type: ['boolean', 'integer', 'string', 'null'],
  pattern: '^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$',
  minimum: 0,
  maximum: 1,
  'x-scalar': 'bool',
};
/** Decimal digits, quoted or not; an empty text is 0. */
export const int: Schema = { type: ['integer', 'string', 'null'], pattern: '^(?:[+-]?[0-9]+)?$', 'x-scalar': 'int' };
/** A strict JSON boolean. */
export const flag: Schema = { type: ['boolean', 'null'] };
/** A Prometheus duration: `1d12h`, units in descending order, no decimals; the only bare number allowed is 0. */
export const duration: Schema = {
  type: ['string', 'number', 'null'],
  minimum: 0,
  maximum: 0,
  pattern: '^(?:0|(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$',
  'x-form': 'whole numbers with units, largest first, such as "1h30m"',
};
/** A duration that a separate rule checks. */
export const checkedDuration: Schema = { ...duration, 'x-checked': ['value'] };
/** A JSON value of any shape. */
export const anything: Schema = {};

/** An object with only these members. */
export function closed(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

/** A list; a key without a value counts as an empty one. */
export function list(items: Schema): Schema {
  return { type: ['array', 'null'], items };
}

/** A map with free keys; a key without a value counts as an empty one. */
export function mapOf(value: Schema): Schema {
  return { type: ['object', 'null'], additionalProperties: value };
}

/** One of the listed strings. */
export function oneOf(...values: readonly string[]): Schema {
  return { enum: values };
}

/** Marks a key that a release introduced. */
export function since(fact: FactName, schema: Schema): Schema {
  return { ...schema, 'x-since': fact };
}

/** One schema for each value of a member: `{ type: slack }` has other members than `{ type: email }`. */
export function byMember(
  member: string,
  cases: readonly (readonly [values: readonly unknown[], schema: Schema])[],
): readonly Schema[] {
  return cases.map(([values, schema]) => ({
    if: { properties: { [member]: { enum: values } }, required: [member] },
    then: schema,
  }));
}

/** The schema with only draft-07 keywords: our `x-…` keywords are removed at every depth. */
export function withoutNotes(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema, (keyword, value: unknown) => (keyword.startsWith('x-') ? undefined : value)),
  ) as Schema;
}
