import type { DatabaseFacts } from '../../catalog/define-catalog.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { Dialect, generateDataType, parse } from '../../folder/expressions/polyglot.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../../folder/json.ts';
import { type Statement, statementsOf } from './statements.ts';
import { type FoundColumn, type FoundTable, tableFacts } from './tables.ts';

const DIALECTS = { mysql: Dialect.MySQL, clickhouse: Dialect.ClickHouse } as const;
/** Statements that create or change a table or view; a dump contains many others. */
const WANTED = /^(?:create\s+(?:or\s+replace\s+)?(?:table|(?:materialized\s+)?view)|alter\s+table)\b/i;

/** The tables and views of a MySQL or ClickHouse schema file. */
export function polyglotDdl(file: string, text: string, dialect: keyof typeof DIALECTS): DatabaseFacts {
  const tables = new Map<string, FoundTable>();
  for (const statement of statementsOf(text)) {
    if (!WANTED.test(statement.text)) continue;
    for (const tree of parsed(file, statement, dialect)) read(tree, statement.text, dialect, tables);
  }
  return { dialect, tables: tableFacts(tables) };
}

function parsed(file: string, { text, line }: Statement, dialect: keyof typeof DIALECTS): JsonObject[] {
  const answer = parse(text, DIALECTS[dialect]);
  if (answer.success) return listOf(answer.ast).filter(isObject);
  throw new UserError({
    severity: 'error',
    id: 'catalog/ddl',
    message: `This ${dialect} statement cannot be parsed: ${answer.error.replace(/\s+near \[[^]*$/, '')}.`,
    hint: 'Remove it from the file if no query uses what it creates, or add the table to the catalog by hand.',
    at: { file, line, column: 1 },
  });
}

function read(tree: JsonObject, text: string, dialect: keyof typeof DIALECTS, tables: Map<string, FoundTable>): void {
  const create = objectOf(tree['create_table']);
  if (isObject(tree['create_table'])) {
    const help = listOf(create['mysql_table_options'])
      .map(listOf)
      .find(([option]) => option === 'COMMENT')?.[1];
    const keys = primaryKeys(create);
    const columns = listOf(create['columns']).map((column): [string, FoundColumn] => {
      const [name, found] = columnOf(objectOf(column), text, dialect);
      return [name, keys.has(name) ? { ...found, isNullable: false } : found];
    });
    tables.set(identifier(create['name']), {
      columns: new Map(columns),
      ...(typeof help === 'string' ? { help: unquoted(help) } : {}),
    });
  }
  if (isObject(tree['alter_table'])) {
    const { name, actions } = tree['alter_table'];
    const columns = tables.get(identifier(name))?.columns;
    for (const action of listOf(actions).map(objectOf)) {
      const added = objectOf(objectOf(action['AddColumn'])['column']);
      if (isObject(action['AddColumn'])) columns?.set(...columnOf(added, text, dialect));
      if (isObject(action['DropColumn'])) columns?.delete(identifier(action['DropColumn']));
    }
  }
  if (isObject(tree['create_view'])) readView(tree['create_view'], tables);
}

/** A view has the columns of its query; a materialized view `TO` a table has none of its own. */
function readView(view: JsonObject, tables: Map<string, FoundTable>): void {
  if (view['to_table'] ?? view['to']) return;
  const select = objectOf(objectOf(view['query'])['select']);
  const from = listOf(objectOf(select['from'])['expressions']).map((item) =>
    tables.get(identifier(objectOf(objectOf(item)['table'])['name'])),
  );
  const columns = new Map<string, FoundColumn>();
  for (const expression of listOf(select['expressions']).map(objectOf)) {
    if (isObject(expression['star']))
      for (const table of from) for (const [name, found] of table?.columns ?? []) columns.set(name, found);
    const alias = objectOf(expression['alias']);
    const own = identifier(objectOf(objectOf(alias['this'] ?? expression)['column'])['name']);
    const title = identifier(alias['alias']) || own;
    const passedOn = from.map((table) => table?.columns.get(own)).find((column) => column !== undefined);
    if (title !== '') columns.set(title, passedOn ?? { type: 'unknown', isNullable: true });
  }
  tables.set(identifier(view['name']), { columns });
}

function columnOf(column: JsonObject, text: string, dialect: keyof typeof DIALECTS): [string, FoundColumn] {
  const name = identifier(column['name']);
  const kinds = listOf(column['constraint_order']);
  const help = listOf(column['constraints'])
    .map((constraint) => textOf(objectOf(constraint)['Comment']))
    .find((comment) => comment !== undefined);
  const dataType = objectOf(column['data_type']);
  const values = listOf(dataType['values']).filter((value) => typeof value === 'string');
  const written = typeText(dataType, text, dialect);
  return [
    name,
    {
      type: column['unsigned'] === true ? `${written} unsigned` : written,
      isNullable:
        dialect === 'clickhouse'
          ? written.startsWith('Nullable(')
          : !kinds.includes('NotNull') && !kinds.includes('PrimaryKey'),
      ...(help === undefined ? {} : { help }),
      ...(dataType['data_type'] === 'enum' && values.length > 0 ? { oneOf: values } : {}),
    },
  ];
}

/** The type as spelt in the file: the parser writes some types in capitals, which ClickHouse does not accept. */
function typeText(dataType: JsonObject, text: string, dialect: keyof typeof DIALECTS): string {
  const answer: unknown = generateDataType(dataType as never, DIALECTS[dialect]);
  const made =
    textOf(dataType['name']) ?? textOf(answer) ?? textOf(objectOf(answer)['sql']) ?? String(dataType['data_type']);
  const pattern = made
    .split(/\s*([(),])\s*/)
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`\s*`);
  return new RegExp(pattern, 'i').exec(text)?.[0] ?? made;
}

function primaryKeys(create: JsonObject): ReadonlySet<string> {
  return new Set(
    listOf(create['constraints'])
      .flatMap((constraint) => listOf(objectOf(objectOf(constraint)['PrimaryKey'])['columns']))
      .map(identifier),
  );
}

/** The last name of `db.table`, or that of a column. */
function identifier(node: unknown): string {
  const { name } = objectOf(node);
  return typeof name === 'string' ? name : name === undefined ? '' : identifier(name);
}

function unquoted(text: string): string {
  return text.replaceAll(/^'|'$/g, '').replaceAll("''", "'");
}
