import type { ClickHouseClient } from '@clickhouse/client';

const EVERY_MS = 10_000;

/**
 * Watches the age of the newest event in `agent_trades`. It queries ClickHouse, because another process of the group
 * may have stored the event, and updates at every scrape, because the age grows while no events arrive.
 */
export function freshness(client: ClickHouseClient, tell: (seconds: number) => void): { tell(): void; stop(): void } {
  let newest = 0;
  const look = async (): Promise<void> => {
    const query =
      'SELECT toUnixTimestamp64Milli(max(timestamp)) FROM agent_trades WHERE timestamp > now() - INTERVAL 2 DAY';
    const result = await client.query({ query, format: 'JSONCompactEachRow' });
    const [[found] = ['0']] = await result.json<[string | number]>();
    newest = Math.max(newest, Number(found));
  };
  // The code that stores events reports an unreachable ClickHouse.
  const again = (): void => void look().catch(() => undefined);
  again();
  const timer = setInterval(again, EVERY_MS).unref();
  return {
    tell: () => {
      if (newest > 0) tell((Date.now() - newest) / 1000);
    },
    stop: () => clearInterval(timer),
  };
}
