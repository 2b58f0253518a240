import { answerOf } from './endpoint.ts';
import type { ColumnKind, QueryResult } from './result-columns.ts';

/** Runs a query on ClickHouse and returns the answer in the format JSONCompact. */
export type ClickhouseQuery = (sql: string) => string | Promise<string>;

/** Returns the result of a ClickHouse query; throws ClickHouse's own error message. */
export async function askClickhouse(query: ClickhouseQuery, sql: string): Promise<QueryResult> {
  const answer = await query(sql);
  // A statement that returns no rows, such as CREATE TABLE, has an empty answer.
  if (answer === '') return { columns: [], rows: [] };
  const { meta, data } = answerOf(answer, 'meta') as unknown as {
    readonly meta: readonly { readonly name: string; readonly type: string }[];
    readonly data: readonly (readonly unknown[])[];
  };
  const columns = meta.map(({ name, type }) => ({ name, kind: kindOf(type) }));
  return { columns, rows: data.map((row) => row.map((value, index) => plain(value, columns[index]?.kind))) };
}

function kindOf(type: string): ColumnKind {
  const bare = type.replaceAll(/Nullable\(|LowCardinality\(/g, '');
  if (bare.startsWith('DateTime')) return 'time';
  if (bare.startsWith('Date')) return 'date';
  if (/^(U?Int\d+|Float\d+|Decimal)/.test(bare)) return 'number';
  if (/^(String|FixedString|Enum|UUID)/.test(bare)) return 'text';
  return bare.startsWith('Bool') ? 'bool' : 'other';
}

function plain(value: unknown, kind: ColumnKind | undefined): unknown {
  if (value === null) return null;
  // 64-bit integers arrive as strings; NaN and infinity as null.
  if (kind === 'number') return Number(value);
  return kind === 'time' || kind === 'date'
    ? Date.parse(`${String(value).replace(' ', 'T')}${kind === 'time' ? 'Z' : ''}`)
    : value;
}
