import type { Language } from '../../grafana/query-expansion/language.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { askClickhouse } from './ask-clickhouse.ts';
import { askLoki } from './ask-loki.ts';
import { askPostgres } from './ask-postgres.ts';
import { askPrometheus } from './ask-prometheus.ts';
import { ask, endpointOf, TIMEOUT_MS } from './endpoint.ts';
import type { ExpandedQuery } from './expansions.ts';
import type { QueryResult } from './result-columns.ts';

/** The URL of the engine for each language; a password in a URL is kept there. */
export type EngineUrls = Partial<Readonly<Record<Language, string>>>;

export interface Engines {
  /** Throws a UserError when no URL is known, and the engine's own error when it rejects the query. */
  run(query: ExpandedQuery): Promise<QueryResult>;
  close(): Promise<void>;
}

const NAMES: Readonly<Record<Language, string>> = {
  promql: 'Prometheus',
  logql: 'Loki',
  postgres: 'PostgreSQL',
  clickhouse: 'ClickHouse',
};
const FLAGS: Readonly<Record<Language, string>> = {
  promql: '--prometheus-url',
  logql: '--loki-url',
  postgres: '--postgres-url',
  clickhouse: '--clickhouse-url',
};

/** Returns engines for these URLs, which connect on first use. */
export function connectEngines(urls: EngineUrls, timeoutMs = TIMEOUT_MS): Engines {
  let postgres: Promise<PostgresConnection> | undefined;
  const urlOf = (language: Language): string => {
    const url = urls[language];
    if (url) return url;
    throw new UserError({
      severity: 'error',
      id: 'query/no-url',
      message: `There is no URL for ${NAMES[language]}.`,
      hint: `Give one with ${FLAGS[language]}.`,
    });
  };
  const endpoint = (language: Language) => ({ ...endpointOf(urlOf(language), NAMES[language]), timeoutMs });
  return {
    async run(query) {
      const { language } = query.query;
      if (language === 'promql') return askPrometheus(endpoint(language), query);
      if (language === 'logql') return askLoki(endpoint(language), query);
      if (language === 'clickhouse') {
        const at = endpoint(language);
        return askClickhouse(
          (sql) => ask(at, { path: '/', parameters: { default_format: 'JSONCompact' }, body: sql }),
          query.text,
        );
      }
      postgres ??= connectPostgres(urlOf(language), timeoutMs);
      return askPostgres((await postgres).query, query.text);
    },
    async close() {
      if (postgres) await (await postgres).end();
    },
  };
}

interface PostgresConnection {
  readonly query: Parameters<typeof askPostgres>[0];
  end(): Promise<void>;
}

/** Loads the client on first use, so that users who run no PostgreSQL queries need not install it. */
async function connectPostgres(url: string, timeoutMs: number): Promise<PostgresConnection> {
  const { default: pg } = await import('pg').catch((error: unknown) => {
    throw new UserError({
      severity: 'error',
      id: 'query/no-client',
      message: `The package pg is not installed, so PostgreSQL cannot be queried (${error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'}).`,
      hint: 'npm install --save-dev pg',
    });
  });
  try {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
    });
    await client.connect();
    return { query: (text) => client.query({ text, rowMode: 'array' }), end: () => client.end() };
  } catch (error) {
    throw new UserError({
      severity: 'error',
      id: 'query/unreachable',
      message: `PostgreSQL refuses the connection: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Check the URL, the user and that the server runs.',
    });
  }
}
