import { didYouMean } from '../diagnostics/nearest.ts';
import { ALL_VALUE, type NumberVariable, type Variable } from './variables.ts';

/** Members that the language itself, a printer or a test asks any object for. */
const PROBES: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'build',
  'constructor',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
]);

export type Dialect = 'postgres' | 'clickhouse';
/** A piece of SQL that is known to be right in one dialect: a table, a column, a macro, a whole query. */
export interface Sql<D extends Dialect = Dialect> {
  readonly dialect: D;
  readonly sql: string;
}
/** A piece that both dialects read alike: a quoted value, a number. */
export interface PlainSql {
  readonly dialect?: undefined;
  readonly sql: string;
}

/**
 * A table with its columns: `${trades}` writes its name, `${trades.ticker}` a column, an unknown column does not
 * compile.
 */
export type Table<D extends Dialect, C extends string> = Sql<D> & { readonly [K in C]: Sql<D> } & {
  /** The same table under an alias: `FROM ${t.as('x')}` and columns `x.ticker`. */
  readonly as: (alias: string) => Table<D, C>;
};

/** Tables of a database, by name, with their columns. */
type Tables = Readonly<Record<string, { readonly columns: Readonly<Record<string, unknown>> }>>;
type TableOf<D extends Dialect, T extends Tables, N extends keyof T> = Table<D, keyof T[N]['columns'] & string>;

type Part<D extends Dialect> = Sql<D> | PlainSql | number;
type Tag<D extends Dialect> = (strings: TemplateStringsArray, ...parts: readonly Part<D>[]) => Sql<D>;

/** PostgreSQL text from typed parts; a plain string is not a part, so a name never slips in unchecked. */
export const pg: Tag<'postgres'> = tag('postgres');
/** ClickHouse text from typed parts. */
export const ch: Tag<'clickhouse'> = tag('clickhouse');

/**
 * The tables of a database as `table('trades')`, a name that the catalog lacks does not compile. No table has its
 * database's name before it: the data source's default database holds it.
 */
export function tablesOf<D extends Dialect, const T extends Tables>(
  dialect: D,
  tables: T,
): <N extends keyof T & string>(name: N) => TableOf<D, T, N> {
  return (name) => {
    // `build` does not ask tsc, so a name that the catalog lacks is said here again.
    const facts = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (!facts) throw new Error(`The catalog has no table "${name}".${didYouMean(name, Object.keys(tables))}`);
    return table(dialect, name, Object.keys(facts.columns)) as TableOf<D, T, typeof name>;
  };
}

/** A string value, quoted. */
export function text(value: string): PlainSql {
  return { sql: quote(value) };
}

/** A list of string values, quoted: `'a', 'b'`. */
export function texts(values: readonly string[]): PlainSql {
  return { sql: values.map(quote).join(', ') };
}

/** Parts joined by commas, in the dialect that they have. */
export function list<P extends Sql | PlainSql>(parts: readonly P[]): P {
  const dialect = parts.find((part) => part.dialect !== undefined)?.dialect;
  // The dialect is that of a part, or there is none in any of them.
  return { ...(dialect === undefined ? {} : { dialect }), sql: parts.map((part) => part.sql).join(', ') } as P;
}

/** Conditions of which all must hold: `a AND b`. */
export function every<D extends Dialect>(conditions: readonly [Sql<D>, ...Sql<D>[]]): Sql<D> {
  return { dialect: conditions[0].dialect, sql: conditions.map((condition) => condition.sql).join(' AND ') };
}

/** A variable whose options are numbers, unquoted: `${topn:raw}`. */
export function number(variable: NumberVariable): PlainSql {
  return { sql: `\${${variable.variable}:raw}` };
}

/** The one value of a single-choice variable, quoted. */
export function choice(variable: Variable & { readonly multi: false }): PlainSql {
  return { sql: `\${${variable.variable}:sqlstring}` };
}

/**
 * True when the column holds one of the chosen values, or when the choice is All or empty.
 * `:sqlstring` is the one format that quotes one value and many alike in every Grafana version; the array around it
 * keeps
 * an empty choice valid SQL.
 */
export function selected<D extends Dialect>(column: Sql<D>, variable: Variable & { readonly multi: true }): Sql<D> {
  const values = `\${${variable.variable}:sqlstring}`;
  const everything = `${quote('')}, ${quote(ALL_VALUE.slice(1, -1))}`;
  const sql =
    column.dialect === 'postgres'
      ? `(ARRAY[${values}]::text[] <@ ARRAY[${everything}] OR ${column.sql} = ANY(ARRAY[${values}]::text[]))`
      : `(hasAll([${everything}], CAST([${values}], 'Array(String)')) OR ${column.sql} IN CAST([${values}], 'Array(String)'))`;
  return { dialect: column.dialect, sql };
}

/** `selected()` or equality, by the kind of variable; true without one, as in a figure about all. */
export function chosen<D extends Dialect>(column: Sql<D>, variable: Variable | undefined): Sql<D> {
  if (!variable) return { dialect: column.dialect, sql: 'TRUE' };
  if (variable.multi) return selected(column, { ...variable, multi: true });
  return { dialect: column.dialect, sql: `${column.sql} = ${choice({ ...variable, multi: false }).sql}` };
}

// Macros that Grafana's PostgreSQL source expands. Its parser ends an argument at the first ")", so an argument is a
// column.

/** `$__timeFilter(ts)`: the column lies in the dashboard's time range. */
export function timeFilter<D extends Dialect>(column: Sql<D>): Sql<D> {
  return { dialect: column.dialect, sql: `$__timeFilter(${column.sql})` };
}
/** Start of the time range. */
export const pgFrom: Sql<'postgres'> = { dialect: 'postgres', sql: '$__timeFrom()' };
/** End of the time range. */
export const pgTo: Sql<'postgres'> = { dialect: 'postgres', sql: '$__timeTo()' };
/** The panel's interval in milliseconds. */
export const intervalMs: PlainSql = { sql: '$__interval_ms' };

// Macros of the ClickHouse plugin.

/** Start of the time range. */
export const chFrom: Sql<'clickhouse'> = { dialect: 'clickhouse', sql: '$__fromTime' };
/** End of the time range. */
export const chTo: Sql<'clickhouse'> = { dialect: 'clickhouse', sql: '$__toTime' };
/** `$__timeInterval(ts)`: the column cut to the panel's interval. */
export function chTimeInterval(column: Sql<'clickhouse'>): Sql<'clickhouse'> {
  return { dialect: 'clickhouse', sql: `$__timeInterval(${column.sql})` };
}

function tag<D extends Dialect>(dialect: D): Tag<D> {
  return (strings, ...parts) => {
    const sql = dedent(strings.raw).reduce((before, string, index) => {
      const part = parts[index - 1];
      return `${before}${typeof part === 'number' ? part : indented(part?.sql ?? '', before)}${string}`;
    });
    return { dialect, sql: sql.trim() };
  };
}

/** Moves the lines of a part below its first to the indentation of the line it is put in. */
function indented(part: string, before: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return part.replaceAll('\n', `\n${line.slice(0, line.length - line.trimStart().length)}`);
}

function table<D extends Dialect>(
  dialect: D,
  name: string,
  columns: readonly string[],
  alias?: string,
): Table<D, string> {
  const own = {
    dialect,
    sql: alias ? `${name} ${alias}` : name,
    as: (as: string) => table(dialect, name, columns, as),
  };
  return new Proxy(own, {
    get: (target, key) => {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key);
      // What looks at any object, such as a promise or a printer, asks for names that are no columns.
      if (!columns.includes(key) && PROBES.has(key)) return undefined;
      if (!columns.includes(key)) throw new Error(`Table ${name} has no column "${key}".${didYouMean(key, columns)}`);
      return { dialect, sql: alias ? `${alias}.${key}` : key };
    },
  }) as unknown as Table<D, string>;
}

function quote(value: string): string {
  // A backslash means itself in PostgreSQL and an escape in ClickHouse.
  if (value.includes('\\'))
    throw new Error(`SQL text ${JSON.stringify(value)} has a backslash, which the two SQL dialects read differently.`);
  return `'${value.replaceAll("'", "''")}'`;
}

/** Takes the common indentation of a multi-line template away. */
function dedent(strings: readonly string[]): string[] {
  const indents = strings.flatMap((string) =>
    [...string.matchAll(/\n([ \t]*)(?=[^\s]|$)/g)].map((match) => match[1]?.length ?? 0),
  );
  // The line of the closing backtick does not count.
  const closing = /\n[ \t]*$/.test(strings.at(-1) ?? '') ? indents.slice(0, -1) : indents;
  const common = closing.length > 0 ? Math.min(...closing) : 0;
  return strings.map((string) => string.replaceAll(`\n${' '.repeat(common)}`, '\n'));
}
