import { hasSqlDetails, loadModule, parseSync } from 'libpg-query';

import type { DatabaseFacts } from '../../catalog/define-catalog.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { listOf, numberOf, objectOf, textOf, type JsonObject } from '../../folder/json.ts';
import { type FoundColumn, type FoundTable, tableFacts } from './tables.ts';

/** PostgreSQL's internal type names, with their usual spelling. */
const WORDS: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'character',
  serial: 'integer',
  bigserial: 'bigint',
  smallserial: 'smallint',
};

/** The tables and views of a PostgreSQL schema file, parsed by PostgreSQL's own parser. */
export async function postgresDdl(file: string, text: string): Promise<DatabaseFacts> {
  await loadModule();
  const tables = new Map<string, FoundTable>();
  for (const statement of listOf(parsed(file, text)['stmts'])) read(objectOf(objectOf(statement)['stmt']), tables);
  return { dialect: 'postgres', tables: tableFacts(tables) };
}

function parsed(file: string, text: string): JsonObject {
  try {
    return objectOf(parseSync(text));
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const before = text.slice(0, error.sqlDetails?.cursorPosition ?? 0);
    throw new UserError({
      severity: 'error',
      id: 'catalog/ddl',
      message: `PostgreSQL cannot read this: ${error.sqlDetails?.message ?? error.message}.`,
      hint: 'Write the schema with `pg_dump --schema-only --no-owner`, without the lines of psql that begin with a backslash.',
      at: { file, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') },
    });
  }
}

function read(statement: JsonObject, tables: Map<string, FoundTable>): void {
  const create = objectOf(statement['CreateStmt']);
  if (statement['CreateStmt']) return readTable(create, tables);
  if (statement['AlterTableStmt']) return readAlter(objectOf(statement['AlterTableStmt']), tables);
  if (statement['CommentStmt']) return readComment(objectOf(statement['CommentStmt']), tables);
  if (statement['ViewStmt']) {
    const { view, query } = objectOf(statement['ViewStmt']);
    return readView(nameOf(view), objectOf(query), tables);
  }
  const made = objectOf(statement['CreateTableAsStmt']);
  if (made['objtype'] === 'OBJECT_MATVIEW')
    readView(nameOf(objectOf(made['into'])['rel']), objectOf(made['query']), tables);
}

function readTable(create: JsonObject, tables: Map<string, FoundTable>): void {
  // A partition is queried through its table.
  if (create['partbound'] !== undefined) return;
  const columns = new Map<string, FoundColumn>();
  const keys = new Set<string>();
  for (const element of listOf(create['tableElts'])) {
    const definition = objectOf(objectOf(element)['ColumnDef']);
    if (textOf(definition['colname'])) columns.set(textOf(definition['colname']) ?? '', columnOf(definition));
    const constraint = objectOf(objectOf(element)['Constraint']);
    if (constraint['contype'] === 'CONSTR_PRIMARY')
      for (const key of listOf(constraint['keys'])) keys.add(textOf(objectOf(objectOf(key)['String'])['sval']) ?? '');
  }
  for (const key of keys) {
    const column = columns.get(key);
    if (column) columns.set(key, { ...column, isNullable: false });
  }
  tables.set(nameOf(create['relation']), { columns });
}

function readAlter({ relation, cmds }: JsonObject, tables: Map<string, FoundTable>): void {
  const columns = tables.get(nameOf(relation))?.columns;
  for (const command of listOf(cmds)) {
    const { subtype, def, name } = objectOf(objectOf(command)['AlterTableCmd']);
    const definition = objectOf(objectOf(def)['ColumnDef']);
    if (subtype === 'AT_AddColumn') columns?.set(textOf(definition['colname']) ?? '', columnOf(definition));
    if (subtype === 'AT_DropColumn') columns?.delete(textOf(name) ?? '');
  }
}

function readComment({ objtype, object, comment }: JsonObject, tables: Map<string, FoundTable>): void {
  const names = listOf(objectOf(objectOf(object)['List'])['items']).map(
    (item) => textOf(objectOf(objectOf(item)['String'])['sval']) ?? '',
  );
  const help = textOf(comment);
  if (help === undefined) return;
  if (objtype === 'OBJECT_COLUMN') {
    const columns = tables.get(names.at(-2) ?? '')?.columns;
    const column = columns?.get(names.at(-1) ?? '');
    if (column) columns?.set(names.at(-1) ?? '', { ...column, help });
  }
  const table = objtype === 'OBJECT_TABLE' || objtype === 'OBJECT_VIEW' ? tables.get(names.at(-1) ?? '') : undefined;
  if (table) table.help = help;
}

/** A view has the columns of its query, with the types of those it takes from tables. */
function readView(name: string, query: JsonObject, tables: Map<string, FoundTable>): void {
  const select = objectOf(query['SelectStmt']);
  const from = listOf(select['fromClause']).map((item) => tables.get(nameOf(objectOf(item)['RangeVar'])));
  const columns = new Map<string, FoundColumn>();
  for (const target of listOf(select['targetList'])) {
    const { name: alias, val } = objectOf(objectOf(target)['ResTarget']);
    const fields = listOf(objectOf(objectOf(val)['ColumnRef'])['fields']).map(objectOf);
    const last = fields.at(-1);
    if (last?.['A_Star'])
      for (const table of from) for (const [column, facts] of table?.columns ?? []) columns.set(column, facts);
    const own = textOf(objectOf(last?.['String'])['sval']);
    const title = textOf(alias) ?? own;
    const passedOn = from.map((table) => table?.columns.get(own ?? '')).find((column) => column !== undefined);
    if (title !== undefined) columns.set(title, passedOn ?? { type: 'unknown', isNullable: true });
  }
  tables.set(name, { columns });
}

function columnOf({ typeName, constraints }: JsonObject): FoundColumn {
  const kinds = listOf(constraints).map((item) => objectOf(objectOf(item)['Constraint'])['contype']);
  const { names, typmods, arrayBounds } = objectOf(typeName);
  const name = textOf(objectOf(objectOf(listOf(names).at(-1))['String'])['sval']) ?? '';
  const sizes = listOf(typmods).flatMap((item) => {
    const { ival } = objectOf(objectOf(item)['A_Const']);
    return ival === undefined ? [] : [numberOf(objectOf(ival)['ival']) ?? 0];
  });
  const size = sizes.length > 0 && name !== 'interval' ? `(${sizes.join(',')})` : '';
  const array = arrayBounds === undefined ? '' : '[]';
  return {
    type: `${WORDS[name] ?? name}${size}${array}`,
    isNullable:
      !kinds.some((kind) => kind === 'CONSTR_NOTNULL' || kind === 'CONSTR_PRIMARY' || kind === 'CONSTR_IDENTITY') &&
      !name.endsWith('serial'),
  };
}

function nameOf(relation: unknown): string {
  return textOf(objectOf(relation)['relname']) ?? '';
}
