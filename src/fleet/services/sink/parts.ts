import type { ClickHouseClient } from '@clickhouse/client';

const EVERY_MS = 30_000;
/** Unlike `system.parts`, `system.tables` is visible to every user that may read the table. */
const PARTS = 'SELECT name, active_parts FROM system.tables WHERE database = currentDatabase() AND active_parts > 0';
const MERGES = 'SELECT count() FROM system.merges';

/** Receives the number of active parts of each table, and the number of running merges. */
export interface PartsReport {
  readonly parts: (table: string, count: number) => void;
  readonly merges: (count: number) => void;
}

/** Watches whether ClickHouse keeps up with the inserts. Users without access to merges get only the parts. */
export function watchParts(client: ClickHouseClient, report: PartsReport): { stop(): void } {
  const rowsOf = async (query: string): Promise<readonly (readonly (string | number)[])[]> =>
    (await client.query({ query, format: 'JSONCompactEachRow' })).json();
  const look = async (): Promise<void> => {
    for (const [table, count] of await rowsOf(PARTS)) report.parts(String(table), Number(count));
    const [[running] = [0]] = await rowsOf(MERGES);
    report.merges(Number(running));
  };
  // The code that stores events reports an unreachable ClickHouse.
  const again = (): void => void look().catch(() => undefined);
  again();
  const timer = setInterval(again, EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
