/** Source of a part of the contract: the two documents, or an assumption of ours that the platform has to confirm. */
export type ContractSource = 'documents' | 'assumed';

/** One field of a JSON object in the contract. */
export interface Field {
  readonly type: 'string' | 'number' | 'integer' | 'strategy' | 'levels';
  /** Allowed values; every value of the type when left out. */
  readonly oneOf?: readonly string[];
  readonly format?: 'date-time' | 'uuid';
  /** True if the value may be null: unknown or not applicable. */
  readonly nullable?: true;
  /** True if the field may be missing. */
  readonly optional?: true;
  readonly source: ContractSource;
  /** One sentence: what the value is, with its unit. */
  readonly help: string;
}

export type Fields = Readonly<Record<string, Field>>;

type Plain<F extends Field> = F extends { readonly oneOf: readonly (infer V)[] }
  ? V
  : F['type'] extends 'string'
    ? string
    : F['type'] extends 'strategy'
      ? { readonly strategy?: string | null }
      : F['type'] extends 'levels'
        ? readonly (readonly [price: number, quantity: number])[]
        : number;
type Value<F extends Field> = F extends { readonly nullable: true } ? Plain<F> | null : Plain<F>;
type OptionalKey<T extends Fields> = { [K in keyof T]: T[K] extends { readonly optional: true } ? K : never }[keyof T];

/** The TypeScript type of an object with these fields. */
export type ObjectOf<T extends Fields> = { readonly [K in Exclude<keyof T, OptionalKey<T>>]: Value<T[K]> } & {
  readonly [K in OptionalKey<T>]?: Value<T[K]>;
};

/** Returns the JSON Schema of an object with these fields. It allows other fields, because an API may add some. */
export function objectSchema(fields: Fields): object {
  return {
    type: 'object',
    required: Object.keys(fields).filter((name) => fields[name]?.optional !== true),
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
  };
}

/** Returns the JSON Schema of one field; an assumed field is marked `x-assumed`. */
export function fieldSchema({ type, oneOf, format, nullable, source, help }: Field): object {
  const common = { description: help, ...(source === 'assumed' ? { 'x-assumed': true } : {}) };
  if (type === 'strategy')
    return { type: nullable ? ['object', 'null'] : 'object', properties: strategyProperties, ...common };
  if (type === 'levels') return { type: 'array', maxItems: MOST_LEVELS, items: levelSchema, ...common };
  return {
    type: nullable ? [type, 'null'] : type,
    ...(oneOf === undefined ? {} : { enum: nullable ? [...oneOf, null] : oneOf }),
    ...(format === undefined ? {} : { format }),
    ...common,
  };
}

/** Most levels on one side of an order book; far more than a panel shows. */
const MOST_LEVELS = 1000;
const levelSchema = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 } as const;
const strategyProperties = {
  strategy: { type: ['string', 'null'], description: 'Strategy of the agent at that time.' },
} as const;
