import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';

import { Session } from 'chdb';

/**
 * A program that serves an embedded ClickHouse through the part of its HTTP interface that `@clickhouse/client` uses.
 * SQL and data are passed to the engine unchanged; only parameters of the URL (settings, parameters, database) are
 * inserted. It handles one request at a time, like the engine.
 */
const [port = '0', folder = ''] = process.argv.slice(2);
const session = new Session(folder);
/** URL parameters that are not settings of the engine. */
const NOT_SETTINGS = new Set([
  'query',
  'query_id',
  'database',
  'session_id',
  'wait_end_of_query',
  'enable_http_compression',
  'default_format',
  'role',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
]);

createServer((request, response) => void answer(request, response)).listen(Number(port), '127.0.0.1');

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://localhost');
  if (address.pathname === '/ping') return void response.end('Ok.\n');
  try {
    response.end(ask(address.searchParams, await bodyOf(request)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    response.writeHead(500, { 'x-clickhouse-exception-code': /Code: (\d+)/.exec(message)?.[1] ?? '0' }).end(message);
  }
}

function ask(asked: URLSearchParams, body: string): string {
  const database = asked.get('database');
  session.query(`USE ${database ?? 'default'}`);
  for (const [name, value] of asked)
    if (name.startsWith('param_'))
      session.query(`SET ${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
  const query = asked.get('query') ?? '';
  const settings = [...asked]
    .filter(([name]) => !NOT_SETTINGS.has(name) && !name.startsWith('param_'))
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "\\'")}'`);
  const insert = /^\s*INSERT\s+INTO\s+[\s\S]*?(?=\s+FORMAT\s+\w+\s*$)/i.exec(query)?.[0];
  if (insert !== undefined) {
    const format = query.slice(insert.length);
    return session.query(
      `${insert}${settings.length > 0 ? ` SETTINGS ${settings.join(', ')}` : ''}${format}\n${body}`,
      'TSV',
    );
  }
  const text = `${query}${body}`;
  if (settings.length === 0 || !/^\s*(SELECT|WITH)\b/i.test(text))
    return session.query(text, asked.get('default_format') ?? 'TSV');
  for (const setting of settings) session.query(`SET ${setting}`);
  return session.query(text, asked.get('default_format') ?? 'TSV');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}
