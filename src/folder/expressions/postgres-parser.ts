import { hasSqlDetails, loadModule, parseSync } from 'libpg-query';

import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from '../json.ts';
import type { SyntaxProblem } from './expression.ts';
import { offsets, type SqlColumn, type SqlComparison, type SqlNames, type SqlTable } from './sql-names.ts';
import { lastWord, wordEnd } from './syntax-error.ts';
import { compileWasmOnDemand } from './wasm-on-demand.ts';

/** Functions in FROM whose single column is named after their alias. */
const ONE_COLUMN = new Set([
  'generate_series',
  'unnest',
  'generate_subscripts',
  'regexp_split_to_table',
  'string_to_table',
]);
/** Columns that every table has. */
const SYSTEM_COLUMNS = ['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'];

type Node = JsonObject;

/** Loads PostgreSQL's own parser; the returned function gives the syntax error of a text, or the names in it. */
export async function loadPostgresParser(): Promise<(text: string) => { syntax: SyntaxProblem[]; names?: SqlNames }> {
  compileWasmOnDemand();
  await loadModule();
  return (text) => {
    try {
      return { syntax: [], names: namesIn(parseSync(text) as Node, text) };
    } catch (error) {
      // An error without details, as for a text of comments only, is not a verdict on the text.
      if (!hasSqlDetails(error)) return { syntax: [] };
      const { message, cursorPosition } = error.sqlDetails ?? { message: String(error), cursorPosition: 0 };
      const from = offsets(text, 'character')(cursorPosition);
      const place = from < text.trimEnd().length ? { from, to: wordEnd(text, from) } : lastWord(text);
      return { syntax: [{ ...place, message }] };
    }
  };
}

function namesIn(root: Node, text: string): SqlNames {
  const at = offsets(text, 'byte');
  const tables: SqlTable[] = [];
  const columns: SqlColumn[] = [];
  const comparisons: SqlComparison[] = [];
  const ctes = new Set<string>();
  const given = new Set(SYSTEM_COLUMNS);
  const qualifiers = new Map<string, string>();
  let isOpen = false;
  const give = (value: unknown) => void (typeof value === 'string' && given.add(value));

  const column = (node: Node): SqlColumn | undefined => {
    const fields = listOf(node['fields']).map((field) => textOf(objectOf(objectOf(field)['String'])['sval']));
    const name = fields.at(-1);
    // A star, or a name of three parts.
    if (name === undefined || fields.length > 2) return undefined;
    const start = at(numberOf(node['location']) ?? 0);
    const from =
      fields.length === 2 ? Math.max(start, text.toLowerCase().indexOf(name.toLowerCase(), start + 1)) : start;
    const quoted = text[from] === '"' ? 2 : 0;
    return { name, qualifier: fields.length === 2 ? fields[0] : undefined, from, to: from + name.length + quoted };
  };

  const visitors: Readonly<Record<string, (node: Node) => void>> = {
    CommonTableExpr: (node) => {
      const name = textOf(node['ctename']);
      if (name !== undefined) ctes.add(name);
      give(name);
      const [search, cycle] = [objectOf(node['search_clause']), objectOf(node['cycle_clause'])];
      for (const value of [search['search_seq_column'], cycle['cycle_mark_column'], cycle['cycle_path_column']])
        give(value);
      for (const value of listOf(node['aliascolnames'])) give(objectOf(objectOf(value)['String'])['sval']);
    },
    RangeVar: (node) => {
      const name = textOf(node['relname']) ?? '';
      const from = at(numberOf(node['location']) ?? 0);
      const written = Math.max(from, text.toLowerCase().indexOf(name.toLowerCase(), from));
      tables.push({ name, schema: textOf(node['schemaname']), from: written, to: written + name.length });
      const alias = textOf(objectOf(node['alias'])['aliasname']);
      qualifiers.set(alias ?? name, name);
      give(name);
    },
    RangeFunction: (node) => {
      const names = calls(node['functions']);
      if (!names.every((name) => ONE_COLUMN.has(name)) && node['coldeflist'] === undefined) isOpen = true;
      give('ordinality');
    },
    ColumnDef: (node) => give(node['colname']),
    Alias: (node) => aliasNames(node).forEach(give),
    ResTarget: (node) => give(node['name']),
    WindowDef: (node) => give(node['name']),
    // A call or a cast gives its name to its column.
    FuncCall: (node) => give(textOf(objectOf(objectOf(listOf(node['funcname']).at(-1))['String'])['sval'])),
    TypeName: (node) => give(textOf(objectOf(objectOf(listOf(node['names']).at(-1))['String'])['sval'])),
    ColumnRef: (node) => {
      const found = column(node);
      if (found) columns.push(found);
    },
    A_Expr: (node) => {
      const left = objectOf(objectOf(node['lexpr'])['ColumnRef']);
      const found = node['kind'] === 'AEXPR_OP' || node['kind'] === 'AEXPR_IN' ? column(left) : undefined;
      const operator = textOf(objectOf(objectOf(listOf(node['name'])[0])['String'])['sval']);
      if (found && (operator === '=' || operator === '<>'))
        for (const value of constants(node['rexpr'])) comparisons.push({ column: found, value });
    },
  };

  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isObject(value)) return;
    for (const [kind, child] of Object.entries(value)) {
      if (isObject(child)) visitors[kind]?.(child);
      // These members hold a node directly, without its kind.
      if (kind === 'alias' && isObject(child)) aliasNames(child).forEach(give);
      if (kind === 'typeName' && isObject(child)) visitors['TypeName']?.(child);
      if (kind === 'relation' && isObject(child)) visitors['RangeVar']?.(child);
      walk(child);
    }
  };
  walk(root);
  return {
    tables: tables.filter(({ name, schema }) => schema !== undefined || !ctes.has(name)),
    columns,
    given,
    qualifiers,
    isOpen,
    comparisons,
  };
}

function aliasNames(node: Node): unknown[] {
  return [node['aliasname'], ...listOf(node['colnames']).map((value) => objectOf(objectOf(value)['String'])['sval'])];
}

function calls(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(calls);
  if (!isObject(value)) return [];
  if (isObject(value['FuncCall']))
    return [textOf(objectOf(objectOf(listOf(value['FuncCall']['funcname']).at(-1))['String'])['sval']) ?? ''];
  return Object.values(value).flatMap(calls);
}

/** The strings on the right of a comparison: a single one, or those of a list. */
function constants(value: unknown): string[] {
  const node = objectOf(value);
  const list = objectOf(node['List'])['items'];
  if (list !== undefined) return listOf(list).flatMap(constants);
  const text = textOf(objectOf(objectOf(node['A_Const'])['sval'])['sval']);
  return text === undefined ? [] : [text];
}
