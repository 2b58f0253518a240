import { Dialect, parse } from './polyglot.ts';
import { isObject, listOf, numberOf, objectOf, textOf, type JsonObject } from '../json.ts';
import type { SyntaxProblem } from './expression.ts';
import { brackets } from './sql-brackets.ts';
import { offsets, type SqlColumn, type SqlComparison, type SqlNames, type SqlTable } from './sql-names.ts';

type Node = JsonObject;

/** Table functions, with the columns that each returns. */
const TABLE_FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  numbers: ['number'],
  numbers_mt: ['number'],
  zeros: ['zero'],
  one: ['dummy'],
};
/** Parts of the tree whose names are not columns. */
const NOT_COLUMNS = new Set(['settings', 'format', 'data_type', 'to']);
/** A statement cannot end with one of these, but the parser accepts it. */
const UNFINISHED =
  /(?:\b(?:select|from|where|and|or|by|on|join|having|as|in|not|between|like|limit)|[,=<>+*/-])\s*;?\s*$/i;

/** Parses ClickHouse SQL: its syntax errors, and the tables and columns that it names. */
export function parseClickhouse(text: string): {
  syntax: SyntaxProblem[];
  names?: SqlNames;
  statements?: readonly Node[];
} {
  // The parser accepts these mistakes.
  const early = brackets(text) ?? unfinished(text);
  if (early) return { syntax: [early] };
  const at = offsets(text, 'character');
  const answer = attempted(text);
  if (!answer) return { syntax: [] };
  if (answer.success) {
    const statements = listOf(answer.ast).filter(isObject);
    // The parser returns text that it cannot read as a command or a lone expression.
    const isUnread = statements.some((statement) =>
      isObject(statement['command'])
        ? /^\s*(select|with)\b/i.test(text)
        : ['column', 'alias', 'literal'].some((kind) => kind in statement),
    );
    return isUnread
      ? { syntax: [{ from: 0, to: text.trimEnd().length, message: 'the text is not a query' }] }
      : { syntax: [], names: namesIn(statements, at), statements };
  }
  const from = Math.min(at(answer.errorStart ?? 0), Math.max(0, text.trimEnd().length - 1));
  return { syntax: [{ from, to: Math.max(from + 1, at(answer.errorEnd ?? 0)), message: told(answer.error) }] };
}

/** Undefined when the parser itself crashes, which is not a verdict on the text. */
function attempted(text: string): ReturnType<typeof parse> | undefined {
  try {
    return parse(text, Dialect.ClickHouse);
  } catch {
    return undefined;
  }
}

/** The parser's message without the position, which is shown anyway. */
function told(message: string): string {
  const words = message
    .replace(/^(Parse error|Error)[^:]*:\s*/i, '')
    .replace(/\s+near \[.*$/s, '')
    .replace(/ at line \d+.*$/s, '');
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function unfinished(text: string): SyntaxProblem | undefined {
  const found = UNFINISHED.exec(text);
  return found && !/\*\s*;?\s*$/.test(text)
    ? { from: found.index, to: text.trimEnd().length, message: 'the text ends too early' }
    : undefined;
}

function namesIn(statements: readonly Node[], at: (offset: number) => number): SqlNames {
  const tables: SqlTable[] = [];
  const columns: SqlColumn[] = [];
  const comparisons: SqlComparison[] = [];
  const ctes = new Set<string>();
  const given = new Set<string>(['_part', '_partition_id', '_table', '_database', '_sample_factor']);
  const qualifiers = new Map<string, string>();
  let isOpen = false;

  const place = (node: Node): { from: number; to: number } => {
    const span = objectOf(node['span']);
    return { from: at(numberOf(span['start']) ?? 0), to: at(numberOf(span['end']) ?? 0) };
  };
  const column = (value: unknown): SqlColumn | undefined => {
    const node = objectOf(objectOf(value)['column']);
    const name = objectOf(node['name']);
    const text = textOf(name['name']);
    return text === undefined
      ? undefined
      : { name: text, qualifier: textOf(objectOf(node['table'])['name']), ...place(name) };
  };
  const source = (value: unknown): void => {
    const node = objectOf(value);
    const call = objectOf(node['function'] ?? objectOf(objectOf(node['alias'])['this'])['function']);
    const name = textOf(call['name']);
    if (name === undefined) return;
    const known = TABLE_FUNCTIONS[name];
    if (known) known.forEach((one) => given.add(one));
    else isOpen = true;
  };

  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isObject(value)) return;
    for (const [kind, child] of Object.entries(value)) {
      if (NOT_COLUMNS.has(kind)) continue;
      const node = objectOf(child);
      if (kind === 'column') {
        const found = column(value);
        if (found) columns.push(found);
      }
      if (kind === 'table' && isObject(node['name'])) {
        const name = textOf(node['name']['name']) ?? '';
        tables.push({ name, schema: textOf(objectOf(node['schema'])['name']), ...place(node['name']) });
        qualifiers.set(textOf(objectOf(node['alias'])['name']) ?? name, name);
      }
      if (kind === 'ctes')
        for (const cte of listOf(child)) ctes.add(textOf(objectOf(objectOf(cte)['alias'])['name']) ?? '');
      if (kind === 'from') listOf(node['expressions']).forEach(source);
      if (kind === 'joins') for (const join of listOf(child)) source(objectOf(join)['this']);
      if (kind === 'alias' && typeof node['name'] === 'string') given.add(node['name']);
      if (kind === 'parameters' || kind === 'column_aliases' || kind === 'columns')
        for (const one of listOf(child)) given.add(textOf(objectOf(one)['name']) ?? '');
      if (kind === 'windows')
        for (const one of listOf(child)) given.add(textOf(objectOf(objectOf(one)['name'])['name']) ?? '');
      if (kind === 'eq' || kind === 'neq') add(comparisons, column(node['left']), [node['right']]);
      if (kind === 'in') add(comparisons, column(node['this']), listOf(node['expressions']));
      walk(child);
    }
  };
  walk(statements);
  return {
    tables: tables.filter(({ name, schema }) => schema !== undefined || !ctes.has(name)),
    columns,
    given,
    qualifiers,
    isOpen,
    comparisons,
  };
}

function add(comparisons: SqlComparison[], column: SqlColumn | undefined, values: readonly unknown[]): void {
  if (!column) return;
  for (const value of values) {
    const { literal_type: type, value: text } = objectOf(objectOf(value)['literal']);
    if (type === 'string' && typeof text === 'string') comparisons.push({ column, value: text });
  }
}
