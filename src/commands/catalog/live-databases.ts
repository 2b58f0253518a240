import type { DatabaseFacts } from '../../catalog/define-catalog.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { type FoundColumn, type FoundTable, tableFacts } from './tables.ts';

/** The time limit of a database. */
interface Limits {
  readonly timeoutMs: number;
}
interface Row {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly help: string | null;
}

/** The tables that are visible to the user of a live database; the password in the URL is never printed. */
export async function liveDatabase(name: string, url: URL, limits: Limits): Promise<DatabaseFacts> {
  const kind = url.protocol.replace(/:$/, '');
  if (kind === 'postgres' || kind === 'postgresql')
    return { dialect: 'postgres', tables: await postgresTables(name, url, limits) };
  if (['clickhouse', 'clickhouses'].includes(kind))
    return { dialect: 'clickhouse', tables: await clickhouseTables(name, url, limits) };
  throw new UserError({
    severity: 'error',
    id: 'usage/database',
    message: `The database "${name}" is of the kind ${kind}, which pf-grafana cannot connect to.`,
    hint:
      kind === 'mysql' || kind === 'mariadb'
        ? `Write its schema with \`mysqldump --no-data\` and pass the file: --ddl ${name}=mysql:schema.sql.`
        : 'Write it as postgres://user@host/database or clickhouse://user@host:8123/database.',
  });
}

async function postgresTables(name: string, url: URL, { timeoutMs }: Limits): Promise<DatabaseFacts['tables']> {
  const { default: pg } = await optional(name, 'pg', () => import('pg'));
  const client = new pg.Client({
    connectionString: url.href,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    statement_timeout: timeoutMs,
  });
  try {
    await client.connect();
    // Tables that the user may not see are missing. Types are written as PostgreSQL writes them.
    const { rows } = await client.query<Row>(`
      SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
        NOT a.attnotnull AS "isNullable", col_description(c.oid, a.attnum) AS help
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace::regnamespace::text = ANY(current_schemas(false)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND NOT c.relispartition AND has_column_privilege(c.oid, a.attnum, 'SELECT')
      ORDER BY c.relname, a.attnum`);
    return tablesOf(rows);
  } catch (error) {
    throw refused(name, url, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function clickhouseTables(name: string, url: URL, { timeoutMs }: Limits): Promise<DatabaseFacts['tables']> {
  const { createClient } = await optional(name, '@clickhouse/client', () => import('@clickhouse/client'));
  const client = createClient({
    url: `${url.protocol === 'clickhouses:' ? 'https' : 'http'}://${url.hostname}:${url.port || '8123'}`,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password) || (process.env['CLICKHOUSE_PASSWORD'] ?? ''),
    database: url.pathname.slice(1) || 'default',
    request_timeout: timeoutMs,
  });
  try {
    const answer = await client.query({
      query: `SELECT table, name AS column, type, startsWith(type, 'Nullable(') AS isNullable, comment AS help
        FROM system.columns WHERE database = currentDatabase() AND NOT startsWith(table, '.inner') ORDER BY table, position`,
      format: 'JSONEachRow',
    });
    return tablesOf(await answer.json<Row>());
  } catch (error) {
    throw refused(name, url, error);
  } finally {
    await client.close();
  }
}

function tablesOf(rows: readonly Row[]): DatabaseFacts['tables'] {
  const tables = new Map<string, FoundTable>();
  for (const { table, column, type, isNullable, help } of rows) {
    const found = tables.get(table) ?? { columns: new Map<string, FoundColumn>() };
    tables.set(table, found);
    found.columns.set(column, { type, isNullable: Boolean(isNullable), ...(help ? { help } : {}) });
  }
  return tableFacts(tables);
}

/** Loads a library that is needed only to query a live database. */
async function optional<T>(name: string, library: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UserError({
      severity: 'error',
      id: 'usage/database',
      message: `The database "${name}" needs the library ${library}, which is not installed.`,
      hint: `Run npm install --save-dev ${library}, or pass a schema file with --ddl.`,
    });
  }
}

/** The error of a server, without the password that the URL may contain. */
function refused(name: string, url: URL, error: unknown): UserError {
  const password = decodeURIComponent(url.password);
  const said = error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error);
  return new UserError({
    severity: 'error',
    id: 'catalog/database',
    message: `The database "${name}" at ${url.host} did not return its tables: ${password === '' ? said : said.replaceAll(password, '***')}.`,
    hint: 'Check host, user and password; a password may also come from PGPASSWORD or CLICKHOUSE_PASSWORD.',
  });
}
