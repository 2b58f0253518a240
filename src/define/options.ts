import type { Ref } from '../grafana/interpolation/refs.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * One option of a pack: the JSON Schema that validates it, whether it may be omitted, and two types that exist only for
 * tsc: what a user writes, and what the pack reads.
 */
export interface Option<Written = unknown, Read = Written> {
  readonly schema: Schema;
  readonly optional: boolean;
  readonly ' written'?: Written;
  readonly ' read'?: Read;
}
/** An option with a default: users may omit it, and the pack always gets a value. */
export interface Defaulted<Written, Read> extends Option<Written, Read> {
  readonly optional: true;
  readonly ' default': true;
}
export type OptionMembers = Readonly<Record<string, Option>>;

type WrittenOf<T> = T extends Option<infer Written, unknown> ? Written : never;
type ReadOf<T> = T extends Option<unknown, infer Read> ? Read : never;
type Needed<M> = { [K in keyof M]: M[K] extends { readonly optional: true } ? never : K }[keyof M];
type Absent<M> = {
  [K in keyof M]: M[K] extends { readonly ' default': true }
    ? never
    : M[K] extends { readonly optional: true }
      ? K
      : never;
}[keyof M];
type Flat<T> = { [K in keyof T]: T[K] } & {};

/** Options as a user writes them. */
export type WrittenOptions<M> = Flat<
  { readonly [K in Needed<M>]: WrittenOf<M[K]> } & { readonly [K in Exclude<keyof M, Needed<M>>]?: WrittenOf<M[K]> }
>;
/** Options as a pack reads them, with the defaults filled in. */
export type ReadOptions<M> = Flat<
  { readonly [K in Exclude<keyof M, Absent<M>>]: ReadOf<M[K]> } & { readonly [K in Absent<M>]?: ReadOf<M[K]> }
>;

/** Settings of every option. */
interface Help {
  /** One sentence for `pf-grafana docs` and for editors. */
  readonly help?: string;
  /** The default in words, if the pack computes it from other options; documents and editors show it. */
  readonly usual?: unknown;
}

/** The kinds of options that a pack may have. */
export const option = {
  number: (facts: Help & { readonly min?: number; readonly max?: number } = {}): Option<number> =>
    make({ type: 'number', ...limits(facts), ...help(facts) }),
  integer: (facts: Help & { readonly min?: number; readonly max?: number } = {}): Option<number> =>
    make({ type: 'integer', ...limits(facts), ...help(facts) }),
  /** A text of at least one character; `pattern` is a regular expression of JSON Schema. */
  text: (facts: Help & { readonly pattern?: string } = {}): Option<string> =>
    make({
      type: 'string',
      minLength: 1,
      ...(facts.pattern === undefined ? {} : { pattern: facts.pattern }),
      ...help(facts),
    }),
  flag: (facts: Help = {}): Option<boolean> => make({ type: 'boolean', ...help(facts) }),
  /** A reference that Grafana resolves, `env('NAME')` or `file('/path')`: never the secret itself. */
  secret: (facts: Help = {}): Option<Ref> =>
    make({
      type: 'object',
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
      properties: { env: { type: 'string', minLength: 1 }, file: { type: 'string', minLength: 1 } },
      // Marks a secret for the configuration reader, which then never prints the value.
      description: 'secret',
      ...(facts.help === undefined ? {} : { title: facts.help }),
    }),
  oneOf: <const V extends string>(values: readonly V[], facts: Help = {}): Option<V> =>
    make({ enum: values, ...help(facts) }),
  list: <W, R>(item: Option<W, R>, facts: Help = {}): Option<readonly W[], readonly R[]> =>
    make({ type: 'array', items: item.schema, ...help(facts) }),
  record: <W, R>(
    item: Option<W, R>,
    facts: Help = {},
  ): Option<Readonly<Record<string, W>>, Readonly<Record<string, R>>> =>
    make({ type: 'object', additionalProperties: item.schema, ...help(facts) }),
  object: <const M extends OptionMembers>(members: M, facts: Help = {}): Option<WrittenOptions<M>, ReadOptions<M>> =>
    make({ ...objectSchema(members), ...help(facts) }),
  /** The option may be omitted; the pack then gets undefined. */
  optional: <W, R>(inner: Option<W, R>): Option<W, R> & { readonly optional: true } => ({ ...inner, optional: true }),
  /** The option may be omitted; the pack then gets `value`. */
  withDefault: <W, R>(inner: Option<W, R>, value: NoInfer<W>): Defaulted<W, R> => ({
    ...inner,
    schema: { ...inner.schema, default: value },
    optional: true,
    ' default': true,
  }),
};

/** The JSON Schema of an object with these members and no others. */
export function objectSchema(members: OptionMembers): Schema {
  const entries = Object.entries(members);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
    required: entries.filter(([, { optional }]) => !optional).map(([name]) => name),
    additionalProperties: false,
  };
}

/** A validated value, with the defaults of its schema for missing members. */
export function withDefaults(schema: Schema, value: unknown): unknown {
  const given = value === undefined ? schema['default'] : value;
  const properties = schema['properties'] as Readonly<Record<string, Schema>> | undefined;
  const rest = schema['additionalProperties'];
  if (Array.isArray(given)) return given.map((item) => withDefaults((schema['items'] ?? {}) as Schema, item));
  if (typeof given !== 'object' || given === null) return given;
  const members = { ...Object.fromEntries(Object.keys(properties ?? {}).map((name) => [name, undefined])), ...given };
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, member]) => {
      const filled = withDefaults(properties?.[name] ?? (isSchema(rest) ? rest : {}), member);
      return filled === undefined ? [] : [[name, filled]];
    }),
  );
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}

function make<W, R>(schema: Schema): Option<W, R> {
  return { schema, optional: false };
}

function limits({ min, max }: { readonly min?: number; readonly max?: number }): Schema {
  return { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
}

function help({ help: text, usual }: Help): Schema {
  return {
    ...(text === undefined ? {} : { description: text }),
    ...(usual === undefined ? {} : { examples: [usual] }),
  };
}
