import type { Session } from 'chdb';

import { askClickhouse as ask } from '../../verify/panel-queries/ask-clickhouse.ts';
import type { ResultColumn } from '../../verify/panel-queries/result-columns.ts';

/** ClickHouse's result for a query. */
export interface ClickhouseResult {
  readonly columns: readonly ResultColumn[];
  /** The tables used in the query, without its WITH clauses. */
  readonly tables: readonly string[];
  /** True if the rows are sorted by the column `time`, oldest first. */
  readonly isOrderedByTime: boolean;
}

/** Reads and runs a query in the session's database; throws with ClickHouse's own message. */
export async function askClickhouse(session: Session, sql: string): Promise<ClickhouseResult> {
  const { columns } = await ask((text) => session.query(text, 'JSONCompact'), sql);
  const tree = session.query(`EXPLAIN AST ${sql}`, 'TSVRaw').split('\n');
  // The syntax tree shows WITH clauses without their names.
  const withNames = new Set([...sql.matchAll(/(\w+)\s+AS\s*\(\s*(?:SELECT|WITH)\b/gi)].map(([, name]) => name ?? ''));
  // The clauses of the outermost SELECT are three levels deep.
  const order = tree.findIndex((line) => /^ {4}OrderByElement/.test(line));
  return {
    columns,
    tables: [...new Set(matches(tree, /^ *TableIdentifier (\S+)/))].filter((name) => !withNames.has(name)),
    isOrderedByTime: /^ {5}Identifier time$/.test(tree[order + 1] ?? '') && !/\btime\s+DESC\b/i.test(sql),
  };
}

function matches(lines: readonly string[], pattern: RegExp): string[] {
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
}
