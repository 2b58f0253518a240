import { Session } from 'chdb';

import { clickhouseSchema } from '../../fleet/stack/clickhouse-schema.ts';
import type { ClickhouseQuery } from '../../verify/panel-queries/ask-clickhouse.ts';

const DATABASE = 'agent_analytics';

/** A ClickHouse with the schema and rollups of the stack, with a fixed time. */
export interface ClickhouseStore {
  readonly query: ClickhouseQuery;
  /** Inserts rows in JSONEachRow format, like a client; the rollups fill themselves. */
  load(table: string, file: string): void;
  close(): void;
}

/** Opens an embedded ClickHouse; only one can be open per process. */
export function openClickhouse(now: Date): ClickhouseStore {
  const session = new Session();
  session.query(clickhouseSchema({ database: DATABASE }));
  session.query(`USE ${DATABASE}`);
  // The fleet has a fixed time, but the table's TTL of two years uses the machine's clock.
  session.query('SYSTEM STOP TTL MERGES');
  return {
    // The clock function cannot be replaced, so its calls are.
    query: (sql) =>
      session.query(
        sql.replaceAll(/\bnow\(\)/g, `toDateTime(${Math.floor(now.getTime() / 1000)}, 'UTC')`),
        'JSONCompact',
      ),
    load: (table, file) => void session.query(`INSERT INTO ${table} FROM INFILE '${file}' FORMAT JSONEachRow`),
    close: () => session.close(),
  };
}
