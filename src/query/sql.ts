import type { Database, Dialect } from '../catalog/define-catalog.ts';
import type { SourceHandle, SqlPlugins } from '../catalog/source-handle.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { ALL_VALUE, type NumberVariable, type Variable } from './variables.ts';

/** Members that the JavaScript runtime, a printer or a test library may read from any object. */
const PROBES: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'build',
  'constructor',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
]);

export type { Dialect } from '../catalog/define-catalog.ts';
/**
 * A piece of SQL that is valid in one database: a table, a column, a macro, or a whole query. `S` is the handle of the
 * data source, so that two databases of one dialect never mix.
 */
export interface Sql<D extends Dialect = Dialect, S extends string = string> {
  readonly dialect: D;
  readonly sql: string;
  /** Handle of the data source; absent for a macro, which is valid in all of them. */
  readonly datasource?: S;
}
/** A piece that is valid in every dialect: a quoted value, a number. */
export interface PlainSql {
  readonly dialect?: undefined;
  readonly datasource?: undefined;
  readonly sql: string;
}

/**
 * A table with its columns: `${trades}` inserts its name, `${trades.ticker}` a column; an unknown column does not
 * compile.
 */
export type Table<D extends Dialect, C extends string, S extends string = string> = Sql<D, S> & {
  readonly [K in C]: Sql<D, S>;
} & {
  /** The same table under an alias: `FROM ${t.as('x')}` and columns `x.ticker`. */
  readonly as: (alias: string) => Table<D, C, S>;
};

/** The parts allowed in a query: pieces of its own database, and those valid in every dialect. */
export type SqlPart<D extends Dialect, S extends string> = Sql<D, S> | PlainSql | number;
/** A template tag for SQL text from typed parts. A plain string is not a part, so no name is inserted unchecked. */
export type SqlTag<D extends Dialect, S extends string> = (
  strings: TemplateStringsArray,
  ...parts: readonly SqlPart<D, S>[]
) => Sql<D, S>;

/** The query tag and the tables of a database. */
export interface SqlOf<D extends Dialect, T extends Readonly<Record<string, string>>, S extends string = string> {
  /** A query, such as query`SELECT ${orders.total} FROM ${orders}`. */
  readonly query: SqlTag<D, S>;
  /** The tables by name, without a database prefix: they are in the data source's default database. */
  readonly tables: { readonly [N in keyof T]: Table<D, T[N], S> };
}

/**
 * The SQL of a database in one data source. Unknown tables and columns, and pieces of another database, do not compile.
 */
export function sql<H extends string, D extends Dialect, T extends Readonly<Record<string, string>>>(
  source: SourceHandle<H, SqlPlugins[NoInfer<D>]>,
  database: Database<D, T>,
): SqlOf<D, T, H> {
  const { handle } = source;
  const { dialect, tables } = database;
  const named = new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'symbol') return undefined;
        const columns = Object.hasOwn(tables, name) ? tables[name] : undefined;
        if (columns) return table({ dialect, datasource: handle }, name, columns);
        if (PROBES.has(name)) return undefined;
        // Repeats the check of the types at run time, because `build` does not run tsc.
        throw new Error(`The catalog has no table "${name}".${didYouMean(name, Object.keys(tables))}`);
      },
    },
  );
  return { query: tag(dialect, handle), tables: named as SqlOf<D, T, H>['tables'] };
}

/** A string value, quoted. */
export function text(value: string): PlainSql {
  return { sql: quote(value) };
}

/** A list of string values, quoted: `'a', 'b'`. */
export function texts(values: readonly string[]): PlainSql {
  return { sql: values.map(quote).join(', ') };
}

/** Parts joined by commas; the result belongs to their database. */
export function list<P extends Sql | PlainSql>(parts: readonly P[]): P {
  const owned = parts.find((part): part is P & Sql => part.dialect !== undefined);
  // Safe: the database is that of one of the parts, or no part has one.
  return { ...(owned && of(owned)), sql: parts.map((part) => part.sql).join(', ') } as P;
}

/** Conditions that must all hold: `a AND b`. */
export function every<D extends Dialect, S extends string>(
  conditions: readonly [Sql<D, S>, ...Sql<D, S>[]],
): Sql<D, S> {
  return { ...of(conditions[0]), sql: conditions.map((condition) => condition.sql).join(' AND ') };
}

/** A variable whose options are numbers, unquoted: `${topn:raw}`. */
export function number(variable: NumberVariable): PlainSql {
  return { sql: `\${${variable.variable}:raw}` };
}

/** The value of a single-choice variable, quoted. */
export function choice(variable: Variable & { readonly multi: false }): PlainSql {
  return { sql: `\${${variable.variable}:sqlstring}` };
}

/**
 * True if the column has one of the selected values, or if the selection is All or empty. `:sqlstring` is the only
 * format that quotes single and multiple values the same way in every Grafana version; the array around it keeps an
 * empty selection valid SQL.
 */
export function selected<D extends Dialect, S extends string>(
  column: Sql<D, S>,
  variable: Variable & { readonly multi: true },
): Sql<D, S> {
  const values = `\${${variable.variable}:sqlstring}`;
  const everything = `${quote('')}, ${quote(ALL_VALUE.slice(1, -1))}`;
  return piece(column, SELECTED[column.dialect](column.sql, values, everything));
}

/** An empty selection inserts nothing between the brackets; only these forms read that as an empty list. */
const SELECTED: Readonly<Record<Dialect, (column: string, values: string, everything: string) => string>> = {
  postgres: (column, values, everything) =>
    `(ARRAY[${values}]::text[] <@ ARRAY[${everything}] OR ${column} = ANY(ARRAY[${values}]::text[]))`,
  clickhouse: (column, values, everything) =>
    `(hasAll([${everything}], CAST([${values}], 'Array(String)')) OR ${column} IN CAST([${values}], 'Array(String)'))`,
  mysql: (column, values, everything) =>
    `(JSON_CONTAINS(JSON_ARRAY(${everything}), JSON_ARRAY(${values})) OR JSON_CONTAINS(JSON_ARRAY(${values}), JSON_QUOTE(${column})))`,
};

/** `selected()` or equality, depending on the variable; without a variable it is true, as for a total. */
export function chosen<D extends Dialect, S extends string>(
  column: Sql<D, S>,
  variable: Variable | undefined,
): Sql<D, S> {
  if (!variable) return piece(column, 'TRUE');
  if (variable.multi) return selected(column, { ...variable, multi: true });
  return piece(column, `${column.sql} = ${choice({ ...variable, multi: false }).sql}`);
}

// Macros that Grafana's SQL data sources expand. Their parser ends an argument at the first ")", so only columns are
// accepted as arguments.

/** `$__timeFilter(ts)`: the column is in the dashboard's time range. */
export function timeFilter<D extends Dialect, S extends string>(column: Sql<D, S>): Sql<D, S> {
  return piece(column, `$__timeFilter(${column.sql})`);
}
/** Start of the time range. */
export const pgFrom: Sql<'postgres', never> = { dialect: 'postgres', sql: '$__timeFrom()' };
/** End of the time range. */
export const pgTo: Sql<'postgres', never> = { dialect: 'postgres', sql: '$__timeTo()' };
/** Start of the time range. */
export const myFrom: Sql<'mysql', never> = { dialect: 'mysql', sql: '$__timeFrom()' };
/** End of the time range. */
export const myTo: Sql<'mysql', never> = { dialect: 'mysql', sql: '$__timeTo()' };
/** The panel's interval in milliseconds. */
export const intervalMs: PlainSql = { sql: '$__interval_ms' };

// Macros of the ClickHouse plugin.

/** Start of the time range. */
export const chFrom: Sql<'clickhouse', never> = { dialect: 'clickhouse', sql: '$__fromTime' };
/** End of the time range. */
export const chTo: Sql<'clickhouse', never> = { dialect: 'clickhouse', sql: '$__toTime' };
/** `$__timeInterval(ts)`: the column rounded down to the panel's interval. */
export function chTimeInterval<S extends string>(column: Sql<'clickhouse', S>): Sql<'clickhouse', S> {
  return piece(column, `$__timeInterval(${column.sql})`);
}

/** A new piece of the same database as the given one. */
function piece<D extends Dialect, S extends string>(beside: Sql<D, S>, written: string): Sql<D, S> {
  return { ...of(beside), sql: written };
}

/** The dialect and data source of a piece. */
function of<D extends Dialect, S extends string>({ dialect, datasource }: Sql<D, S>): Omit<Sql<D, S>, 'sql'> {
  return { dialect, ...(datasource === undefined ? {} : { datasource }) };
}

function tag<D extends Dialect, S extends string>(dialect: D, datasource: S): SqlTag<D, S> {
  return (strings, ...parts) => {
    for (const part of parts) checkPart(part, dialect, datasource);
    const written = dedent(strings.raw).reduce((before, string, index) => {
      const part = parts[index - 1];
      return `${before}${typeof part === 'number' ? part : indented(part?.sql ?? '', before)}${string}`;
    });
    return { dialect, sql: written.trim(), datasource };
  };
}

/** Repeats the check of the types at run time, because `build` does not run tsc. */
function checkPart(part: unknown, dialect: Dialect, datasource: string): void {
  if (typeof part === 'number') return;
  const { sql: written, dialect: other = dialect, datasource: from = datasource } = Object(part) as Partial<Sql>;
  if (typeof written !== 'string')
    throw new Error(
      `A query has the part ${JSON.stringify(part) ?? String(part)}, which is not a table, a column or a value. Write a value as text('…').`,
    );
  if (from !== datasource || other !== dialect)
    throw new Error(
      `A query of the data source "${datasource}" (${dialect}) has a part of "${from}" (${other}): ${written}.`,
    );
}

/** Indents the lines of a part after the first like the line it is inserted into. */
function indented(part: string, before: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return part.replaceAll('\n', `\n${line.slice(0, line.length - line.trimStart().length)}`);
}

function table<D extends Dialect, S extends string>(
  beside: { readonly dialect: D; readonly datasource: S },
  name: string,
  columns: readonly string[],
  alias?: string,
): Table<D, string, S> {
  const { dialect, datasource } = beside;
  const own = {
    dialect,
    datasource,
    sql: alias ? `${name} ${alias}` : name,
    as: (as: string) => table(beside, name, columns, as),
  };
  return new Proxy(own, {
    get: (target, key) => {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key);
      // A promise or a printer reads members that are not columns from any object.
      if (!columns.includes(key) && PROBES.has(key)) return undefined;
      if (!columns.includes(key)) throw new Error(`Table ${name} has no column "${key}".${didYouMean(key, columns)}`);
      return { dialect, datasource, sql: alias ? `${alias}.${key}` : key };
    },
  }) as unknown as Table<D, string, S>;
}

function quote(value: string): string {
  // PostgreSQL takes a backslash literally; ClickHouse reads it as an escape.
  if (value.includes('\\'))
    throw new Error(`SQL text ${JSON.stringify(value)} has a backslash, which the two SQL dialects read differently.`);
  return `'${value.replaceAll("'", "''")}'`;
}

/** Removes the common indentation of a multi-line template. */
function dedent(strings: readonly string[]): string[] {
  const indents = strings.flatMap((string) =>
    [...string.matchAll(/\n([ \t]*)(?=[^\s]|$)/g)].map((match) => match[1]?.length ?? 0),
  );
  // The line of the closing backtick does not count.
  const closing = /\n[ \t]*$/.test(strings.at(-1) ?? '') ? indents.slice(0, -1) : indents;
  const common = closing.length > 0 ? Math.min(...closing) : 0;
  return strings.map((string) => string.replaceAll(`\n${' '.repeat(common)}`, '\n'));
}
