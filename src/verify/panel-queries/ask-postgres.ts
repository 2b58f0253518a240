import type { ColumnKind, QueryResult } from './result-columns.ts';

/** A way to PostgreSQL that returns rows as lists: PGlite's and node-postgres' `rowMode: 'array'`. */
export type PostgresQuery = (sql: string) => Promise<{
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly unknown[])[];
}>;

/** By PostgreSQL's number of the type; a type that is not here is one that Grafana can only show. */
const KINDS: Readonly<Record<number, ColumnKind>> = {
  16: 'bool',
  20: 'number',
  21: 'number',
  23: 'number',
  700: 'number',
  701: 'number',
  1700: 'number',
  18: 'text',
  19: 'text',
  25: 'text',
  1042: 'text',
  1043: 'text',
  2950: 'text',
  1114: 'time',
  1184: 'time',
  1082: 'date',
};

/** Returns what PostgreSQL answers; throws with its own message. */
export async function askPostgres(query: PostgresQuery, sql: string): Promise<QueryResult> {
  const { fields, rows } = await query(sql);
  const columns = fields.map(({ name, dataTypeID }) => ({ name, kind: KINDS[dataTypeID] ?? 'other' }));
  return { columns, rows: rows.map((row) => row.map((value, index) => plain(value, columns[index]?.kind))) };
}

function plain(value: unknown, kind: ColumnKind | undefined): unknown {
  if (value === null) return null;
  // Numeric and bigint come as texts, so that no digit is lost.
  if (kind === 'number') return Number(value);
  if (kind === 'time' || kind === 'date') return value instanceof Date ? value.getTime() : Date.parse(String(value));
  return value;
}
