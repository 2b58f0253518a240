import type { UnknownKey } from '../diagnostics/unknown-key.ts';

type KeyOf<S> = S extends unknown ? keyof S : never;
type At<S, K> = S extends unknown ? (K extends keyof S ? S[K] : never) : never;
/** Types that are not checked key by key: SDK builders, queries of a catalog, functions. */
type Opaque =
  | string
  | number
  | boolean
  | null
  | undefined
  | { build(): unknown }
  | { readonly promql: unknown; readonly binding: unknown }
  | { readonly logql: unknown; readonly kind: unknown }
  | { readonly sql: unknown; readonly dialect: unknown }
  | ((...args: never) => unknown);

/**
 * `T`, but every key that `S` does not have is an `UnknownKey`, at any depth. Otherwise tsc would accept unknown keys
 * in an object that a function returns, and what the user wrote would be lost.
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
