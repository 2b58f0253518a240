import type { PGlite } from '@electric-sql/pglite';
import { parse } from 'libpg-query';

import { askPostgres as ask } from '../../verify/panel-queries/ask-postgres.ts';
import type { ResultColumn } from '../../verify/panel-queries/result-columns.ts';

/** PostgreSQL's result for a query. */
export interface PostgresResult {
  readonly columns: readonly ResultColumn[];
  /** The tables used in the query, without its WITH clauses; with the schema if it is written. */
  readonly tables: readonly string[];
  /** True if the rows are sorted by the column `time`, oldest first. */
  readonly isOrderedByTime: boolean;
}

type Node = Readonly<Record<string, unknown>>;

/** Reads and runs a query; throws with PostgreSQL's own message. */
export async function askPostgres(db: PGlite, sql: string): Promise<PostgresResult> {
  const { stmts = [] } = (await parse(sql)) as { stmts?: readonly { readonly stmt?: Node }[] };
  const [statement] = stmts;
  const select = statement?.stmt?.['SelectStmt'];
  if (stmts.length !== 1 || typeof select !== 'object' || select === null)
    throw new Error('Grafana expects one SELECT.');
  const withNames = new Set(nodes(select, 'CommonTableExpr').map(({ ctename }) => String(ctename)));
  const tables = nodes(select, 'RangeVar').map(({ schemaname, relname }) =>
    schemaname === undefined ? String(relname) : `${String(schemaname)}.${String(relname)}`,
  );
  const { columns } = await ask((text) => db.query(text, [], { rowMode: 'array' }), sql);
  return {
    columns,
    tables: [...new Set(tables)].filter((name) => !withNames.has(name)),
    isOrderedByTime: isOrderedByTime(
      select as Node,
      columns.map(({ name }) => name),
    ),
  };
}

function isOrderedByTime(select: Node, columns: readonly string[]): boolean {
  const [first] = (select['sortClause'] ?? []) as readonly {
    readonly SortBy: { readonly sortby_dir: string; readonly node: Node };
  }[];
  if (!first || !['SORTBY_DEFAULT', 'SORTBY_ASC'].includes(first.SortBy.sortby_dir)) return false;
  const { ColumnRef: name, A_Const: position } = first.SortBy.node as {
    readonly ColumnRef?: { readonly fields: readonly { readonly String?: { readonly sval: string } }[] };
    readonly A_Const?: { readonly ival?: { readonly ival: number } };
  };
  return position?.ival
    ? columns[position.ival.ival - 1] === 'time'
    : name?.fields.length === 1 && name.fields[0]?.String?.sval === 'time';
}

/** Every node of one kind in a parse tree. */
function nodes(tree: unknown, kind: string): Node[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, child]) => [
    ...(key === kind ? [child as Node] : []),
    ...nodes(child, kind),
  ]);
}
