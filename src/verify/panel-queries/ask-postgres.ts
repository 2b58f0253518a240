import type { ColumnKind, QueryResult } from './result-columns.ts';

/** Runs a query on PostgreSQL and returns rows as lists, as PGlite and node-postgres do with `rowMode: 'array'`. */
export type PostgresQuery = (sql: string) => Promise<{
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly unknown[])[];
}>;

/** Column kinds by PostgreSQL's type OID; Grafana can only display types that are not listed. */
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

/** Returns the result of a PostgreSQL query; throws PostgreSQL's own error message. */
export async function askPostgres(query: PostgresQuery, sql: string): Promise<QueryResult> {
  const { fields, rows } = await query(sql);
  const columns = fields.map(({ name, dataTypeID }) => ({ name, kind: KINDS[dataTypeID] ?? 'other' }));
  return { columns, rows: rows.map((row) => row.map((value, index) => plain(value, columns[index]?.kind))) };
}

function plain(value: unknown, kind: ColumnKind | undefined): unknown {
  if (value === null) return null;
  // Numeric and bigint arrive as strings, so that no digit is lost.
  if (kind === 'number') return Number(value);
  if (kind === 'time' || kind === 'date') return value instanceof Date ? value.getTime() : Date.parse(String(value));
  return value;
}
