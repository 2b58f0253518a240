import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

import { optionalLibrary } from '../service/optional-library.ts';
import type { EnvironmentReader } from '../service/environment.ts';

/** How to reach ClickHouse. */
export interface ClickhouseConnection {
  readonly url: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** True on a cluster: an insert succeeds only when a majority of the replicas has it. */
  readonly quorum: boolean;
}

/** Reads the connection from the environment. */
export function clickhouseConnection(env: EnvironmentReader): ClickhouseConnection {
  return {
    url: env.url('CLICKHOUSE_URL', 'http://localhost:8123'),
    database: env.text('CLICKHOUSE_DATABASE', 'agent_analytics'),
    username: env.text('CLICKHOUSE_USER', 'default'),
    password: env.optional('CLICKHOUSE_PASSWORD') ?? '',
    quorum: env.flag('CLICKHOUSE_QUORUM'),
  };
}

/** Creates the client; nothing is sent before the first query. */
export async function openClickhouse({
  url,
  database,
  username,
  password,
}: ClickhouseConnection): Promise<ClickHouseClient> {
  const { ClickHouseLogLevel, createClient } = await optionalLibrary(
    '@clickhouse/client',
    () => import('@clickhouse/client'),
  );
  return createClient({
    url,
    database,
    username,
    password,
    request_timeout: 60_000,
    application: 'pf-grafana',
    compression: { request: false, response: false },
    // The callers report failures; the client's own log would include query texts.
    log: { level: ClickHouseLogLevel.OFF },
  });
}

/** Inserts rows that are already JSONEachRow lines; the client's own insert would serialise them again. */
export async function insertLines(
  client: ClickHouseClient,
  table: string,
  lines: readonly string[],
  settings: ClickHouseSettings,
): Promise<void> {
  const { stream } = await client.exec({
    query: `INSERT INTO ${table} FORMAT JSONEachRow`,
    values: Readable.from([lines.join('\n')]),
    clickhouse_settings: settings,
  });
  // The empty response must be read before the connection can be reused.
  await finished(stream.resume());
}

/** Settings of an insert that may be repeated: with the same token it is stored once, also in every rollup. */
export function onceBy(token: string, quorum: boolean): ClickHouseSettings {
  return {
    async_insert: 0,
    insert_deduplicate: 1,
    deduplicate_blocks_in_dependent_materialized_views: 1,
    insert_deduplication_token: token,
    wait_end_of_query: 1,
    ...(quorum ? { insert_quorum: 'auto', insert_quorum_parallel: 0 } : {}),
  };
}

/** Settings of a query that must see all earlier inserts. */
export function afterInserts(quorum: boolean): ClickHouseSettings {
  return quorum ? { select_sequential_consistency: '1' } : {};
}
