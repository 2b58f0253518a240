import type { UnknownKey } from '../diagnostics/unknown-key.ts';
import { catalogProblem } from './check-facts.ts';
import type { ClickhouseColumn, ClickhouseTable } from './clickhouse-table.ts';
import type { LogFacts, LogLabelFacts } from './logs.ts';
import type { MetricFacts, PrometheusFacts, RecordedFacts } from './metrics.ts';
import type { PostgresColumn, PostgresTable } from './postgres-table.ts';

/** The SQL dialects of tables. */
export type Dialect = 'postgres' | 'mysql' | 'clickhouse';

/** One column: its type, or an object with more facts. */
export type ColumnFacts =
  | string
  | {
      readonly type: string;
      /** True if a row may have no value. */
      readonly null?: boolean;
      readonly help?: string;
      /** The only values it may have. */
      readonly oneOf?: readonly string[];
    };

/** One table or view; other facts, such as its keys, are for code that generates its schema. */
export interface TableFacts {
  readonly help?: string;
  readonly columns: Readonly<Record<string, ColumnFacts>>;
}

/** The tables of one database. */
export interface DatabaseFacts {
  readonly dialect: Dialect;
  readonly tables: Readonly<Record<string, TableFacts>>;
}

/** One kind of event marked on dashboards. */
export interface EventFacts {
  readonly title: string;
  readonly help?: string;
  /** A colour name of Grafana. */
  readonly color?: string;
}

/** The contents of a team's data sources, as passed to `defineCatalog`; every part is optional. */
export interface CatalogFacts extends PrometheusFacts {
  readonly databases?: Readonly<Record<string, DatabaseFacts>>;
  readonly logs?: LogFacts;
  readonly events?: Readonly<Record<string, EventFacts>>;
}

/** A database of a catalog: the names of its tables and their columns. */
export interface Database<
  D extends Dialect = Dialect,
  T extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
> {
  readonly dialect: D;
  readonly tables: { readonly [N in keyof T]: readonly T[N][] };
  readonly facts: DatabaseFacts;
}

type Columns<F> = F extends { readonly columns: infer C } ? keyof C & string : never;
type TableNames<T> = { readonly [N in keyof T & string]: Columns<T[N]> };
type Databases<D> = {
  readonly [N in keyof D]: D[N] extends { readonly dialect: infer K extends Dialect; readonly tables: infer T }
    ? Database<K, TableNames<T>>
    : never;
};

/** A catalog: its facts, and its databases for `sql`. */
export interface DefinedCatalog<C extends CatalogFacts = CatalogFacts> {
  readonly facts: C;
  readonly databases: Databases<NonNullable<C['databases']>>;
}

type KeyOf<S> = S extends unknown ? keyof S & string : never;
type Unknowns<T, S> = { readonly [K in Exclude<keyof T, KeyOf<S>>]: UnknownKey<K & string, KeyOf<S>> };
type Each<R, S> = { readonly [N in keyof R]: Unknowns<R[N], S> };
type AnyTable = TableFacts | PostgresTable | ClickhouseTable;
type AnyColumn = Exclude<ColumnFacts, string> | PostgresColumn | ClickhouseColumn;
type EachTable<T> = {
  readonly [N in keyof T]: Unknowns<T[N], AnyTable> & {
    readonly [K in keyof T[N]]: K extends 'columns' ? EachColumn<T[N][K]> : unknown;
  };
};
type EachColumn<R> = { readonly [N in keyof R]: R[N] extends string ? unknown : Unknowns<R[N], AnyColumn> };
type EachDatabase<R> = {
  readonly [N in keyof R]: Unknowns<R[N], DatabaseFacts> & {
    readonly [K in keyof R[N]]: K extends 'tables' ? EachTable<R[N][K]> : unknown;
  };
};
type ExactLogs<L> = Unknowns<L, LogFacts> & {
  readonly [K in keyof L]: K extends 'streamLabels' ? Each<L[K], LogLabelFacts> : unknown;
};

/** The facts, but every unknown key is an `UnknownKey`, because a mistyped key would be lost. */
export type ExactFacts<C> = Unknowns<C, CatalogFacts> & {
  readonly [K in keyof C]: K extends 'metrics'
    ? Each<C[K], MetricFacts>
    : K extends 'recorded'
      ? Each<C[K], RecordedFacts>
      : K extends 'databases'
        ? EachDatabase<C[K]>
        : K extends 'logs'
          ? ExactLogs<C[K]>
          : K extends 'events'
            ? Each<C[K], EventFacts>
            : unknown;
};

/**
 * Declares the contents of a team's data sources, for `promql`, `sql` and `logql`: a query with an unknown name neither
 * compiles nor builds.
 */
export function defineCatalog<const C extends CatalogFacts>(facts: C & ExactFacts<C>): DefinedCatalog<C> {
  const problem = catalogProblem(facts);
  if (problem !== undefined) throw new Error(problem);
  const databases = Object.entries((facts as CatalogFacts).databases ?? {}).map(([name, database]) => [
    name,
    {
      dialect: database.dialect,
      tables: Object.fromEntries(
        Object.entries(database.tables).map(([table, { columns }]) => [table, Object.keys(columns)]),
      ),
      facts: database,
    },
  ]);
  // Safe: its types are derived from the facts, name by name.
  return { facts, databases: Object.fromEntries(databases) as DefinedCatalog<C>['databases'] };
}
