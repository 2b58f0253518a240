/** What tsc prints for a key that nothing reads. */
export interface UnknownKey<K extends string, Known extends string> {
  readonly unknownKey: K;
  readonly known: Known;
}

type KeyOf<S> = S extends unknown ? keyof S : never;
type At<S, K> = S extends unknown ? (K extends keyof S ? S[K] : never) : never;
/** Values that are checked by their own type and not key by key: SDK builders, queries, functions. */
type Opaque =
  | string
  | number
  | boolean
  | null
  | undefined
  | { build(): unknown }
  | { readonly promql: unknown }
  | { readonly logql: unknown }
  | { readonly sql: unknown }
  | ((...args: never) => unknown);

/**
 * `T`, but every key that `S` does not have is an `UnknownKey`, at any depth. A literal that a function returns would
 * otherwise pass with a key too many, and what a user wrote would vanish.
 */
export type Exact<T, S> = T extends Opaque
  ? unknown
  : T extends readonly unknown[]
    ? { readonly [K in keyof T]: Exact<T[K], S extends readonly (infer I)[] ? I : never> }
    : {
        readonly [K in keyof T]: K extends KeyOf<S>
          ? Exact<T[K], At<S, K>>
          : string extends KeyOf<S>
            ? Exact<T[K], At<S, string>>
            : UnknownKey<K & string, KeyOf<S> & string>;
      };
