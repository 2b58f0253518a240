import type { ClickHouseClient } from '@clickhouse/client';

const EVERY_MS = 30_000;
/** What `system.tables` says is there for every user that may read the table. */
const PARTS = 'SELECT name, active_parts FROM system.tables WHERE database = currentDatabase() AND active_parts > 0';
const MERGES = 'SELECT count() FROM system.merges';

/** Whom to tell how many active parts a table has, and how many merges run. */
export interface PartsReport {
  readonly parts: (table: string, count: number) => void;
  readonly merges: (count: number) => void;
}

/** Watches whether ClickHouse keeps up with the inserts. A user that may not see merges gets parts alone. */
export function watchParts(client: ClickHouseClient, report: PartsReport): { stop(): void } {
  const rowsOf = async (query: string): Promise<readonly (readonly (string | number)[])[]> =>
    (await client.query({ query, format: 'JSONCompactEachRow' })).json();
  const look = async (): Promise<void> => {
    for (const [table, count] of await rowsOf(PARTS)) report.parts(String(table), Number(count));
    const [[running] = [0]] = await rowsOf(MERGES);
    report.merges(Number(running));
  };
  // A store that does not answer is reported by the code that stores.
  const again = (): void => void look().catch(() => undefined);
  again();
  const timer = setInterval(again, EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
