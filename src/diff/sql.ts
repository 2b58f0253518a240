import type { ProvisioningFolder } from '../folder/folder.ts';
import { type Change, type Risk, risksOf } from './change.ts';
import { match, type Pair } from './match.ts';
import { diffQuery } from './query-tokens.ts';
import { readersRisk } from './readers.ts';

const SECRET = /\b(?:PASSWORD|IDENTIFIED)\b\s*(?!=>)/i;

type Dialect = 'postgres' | 'clickhouse';

/** A statement of an SQL file, and its name: `CREATE TABLE agents`. */
interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Quoted strings, dollar-quoted bodies and comments, in which a semicolon does not end the statement. */
const WHOLE =
  /'(?:''|\\.|[^'\\])*'|"[^"]*"|`[^`]*`|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|;|[^'"`$;/-]+|[\s\S]/g;
/** The words that name a statement: its kind and the first name after it. */
const HEAD =
  /^(?:CREATE|ALTER|DROP|GRANT|REVOKE|INSERT|COMMENT|BEGIN|COMMIT|SET|ATTACH|USE|SELECT|DO)\b[\s\S]*?(?=\s*(?:\(|'|\bPASSWORD\b|\bIDENTIFIED\b|\bAS\b|\bIS\b|\bVALUES\b|\bENGINE\b|$))/i;

/** What changed in an SQL file, statement by statement, and what reads tables that are gone. */
export function sqlChanges(path: string, before: string, after: string, folder: ProvisioningFolder): Change[] {
  const dialect: Dialect = /clickhouse/i.test(path) ? 'clickhouse' : 'postgres';
  const { pairs, removed, added } = match(statementsOf(before), statementsOf(after), ({ name }) => name);
  return [
    ...removed.map((statement): Change => ({
      id: 'sql/removed',
      part: statement.name,
      text: 'removed',
      ...risksOf(removalRisks(statement, folder)),
    })),
    ...added.map(({ name }): Change => ({ id: 'sql/added', part: name, text: 'added' })),
    ...pairs.flatMap((pair) => statementChanges(pair, dialect, folder)),
  ];
}

function removalRisks({ name }: Statement, folder: ProvisioningFolder): Risk[] {
  const [, table] = /^CREATE (?:\w+ )*?(?:TABLE|VIEW|FUNCTION) (?:IF NOT EXISTS )?([\w.]+)/i.exec(name) ?? [];
  if (table !== undefined) return readersRisk(table.split('.').at(-1) ?? table, folder);
  return /^(?:GRANT|CREATE (?:ROLE|USER|POLICY))\b/i.test(name)
    ? [{ id: 'queries-broken', message: 'A new database refuses what this allowed.' }]
    : [];
}

function statementChanges({ before, after }: Pair<Statement>, dialect: Dialect, folder: ProvisioningFolder): Change[] {
  const query = before.text === after.text ? undefined : diffQuery(dialect, before.text, after.text);
  if (!query) return [];
  const left = new Set(columnsOf(after.text));
  const gone = columnsOf(before.text).filter((column) => !left.has(column));
  const risks = gone.flatMap((column) =>
    readersRisk(column, folder).map(({ id, message }): Risk => ({
      id,
      message: `Column ${column} is gone. ${message}`,
    })),
  );
  // A statement with a password is not shown.
  const shown = SECRET.test(before.text + after.text) ? {} : { query };
  return [{ id: 'sql/changed', part: after.name, text: 'changed', ...shown, ...risksOf(risks) }];
}

/** Names of the columns of a CREATE TABLE. */
function columnsOf(text: string): string[] {
  if (!/^CREATE (?:\w+ )*TABLE\b/i.test(text)) return [];
  return [...text.matchAll(/^ +`?([a-z_]\w*)`? +[A-Za-z]/gm)].map(([, name = '']) => name);
}

function statementsOf(text: string): Statement[] {
  const statements: Statement[] = [];
  let current = '';
  for (const [part] of text.matchAll(WHOLE)) {
    if (part === ';') {
      add(statements, current);
      current = '';
    } else if (!part.startsWith('--') && !part.startsWith('/*')) current += part;
  }
  add(statements, current);
  return statements;
}

function add(statements: Statement[], text: string): void {
  const trimmed = text.trim();
  if (trimmed === '') return;
  const [head = trimmed] = HEAD.exec(trimmed) ?? [];
  statements.push({ name: head.replaceAll(/\s+/g, ' ').slice(0, 100), text: trimmed });
}
