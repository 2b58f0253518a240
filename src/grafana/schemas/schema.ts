import type { FactName } from '../release-facts.ts';

/** A JSON Schema (draft-07) with what we note about Grafana beside it; an editor's copy has none of the notes. */
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
  /** Scalars that Grafana reads from a text or a bare word alike. */
  readonly 'x-scalar'?: 'bool' | 'int';
  /** Since when Grafana reads the key; an older release drops it silently. */
  readonly 'x-since'?: FactName;
  /** Values of an enum that came later than the key. */
  readonly 'x-values-since'?: Readonly<Record<string, FactName>>;
  /** Members that releases cannot do without until the named fact is true of them. */
  readonly 'x-required-before'?: Readonly<Record<string, FactName>>;
  /** What is wrong here is tolerated by Grafana. */
  readonly 'x-tolerated'?: true;
  /** Grafana finds keys of this object, or newer releases its value, whatever their case. */
  readonly 'x-any-case'?: true;
  /** Why a wrong value here is wrong, in a half sentence. */
  readonly 'x-trap'?: string;
  /** Keys that belong elsewhere, with where. */
  readonly 'x-elsewhere'?: Readonly<Record<string, string>>;
  /** The form of a text, as the rest of "Write …". */
  readonly 'x-form'?: string;
  /** What a rule of its own reports here, so that one mistake is one finding: a wrong value, or that there is none. */
  readonly 'x-checked'?: readonly ('value' | 'missing')[];
  /** What Grafana does of a wrong value here or below; it refuses to start where nothing is noted. */
  readonly 'x-outcome'?: string;
}
type Type = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'object' | 'array';

/** A text: any scalar, kept as it is written. */
export const text: Schema = { type: ['string', 'number', 'boolean', 'null'] };
/** A text that may not be empty. */
export const someText: Schema = { type: ['string', 'number', 'boolean'], pattern: '\\S' };
/** A real text: a bare number or boolean is refused. */
export const plainText: Schema = { type: ['string', 'null'] };
/** Exactly what Go's ParseBool takes, quoted or not: no `yes`, no `on`, no empty text. */
export const bool: Schema = {
  type: ['boolean', 'integer', 'string', 'null'],
  pattern: '^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$',
  minimum: 0,
  maximum: 1,
  'x-scalar': 'bool',
};
/** Decimal digits, quoted or not; an empty text is 0. */
export const int: Schema = { type: ['integer', 'string', 'null'], pattern: '^(?:[+-]?[0-9]+)?$', 'x-scalar': 'int' };
/** A real JSON boolean. */
export const flag: Schema = { type: ['boolean', 'null'] };
/** A Prometheus duration: `1d12h`, units in descending order, no decimals. Of bare numbers only 0 is one. */
export const duration: Schema = {
  type: ['string', 'number', 'null'],
  minimum: 0,
  maximum: 0,
  pattern: '^(?:0|(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$',
  'x-form': 'whole numbers with units, largest first, such as "1h30m"',
};
/** A duration with a rule of its own. */
export const checkedDuration: Schema = { ...duration, 'x-checked': ['value'] };
/** A JSON value of any shape. */
export const anything: Schema = {};

/** An object that may have these members only. */
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

/** A text out of a list. */
export function oneOf(...values: readonly string[]): Schema {
  return { enum: values };
}

/** Marks a key that came with a release. */
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

/** The schema in the words of draft-07 alone: the keywords of ours, `x-…`, are gone at every depth. */
export function withoutNotes(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema, (keyword, value: unknown) => (keyword.startsWith('x-') ? undefined : value)),
  ) as Schema;
}
