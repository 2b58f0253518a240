import type { ClickHouseClient } from '@clickhouse/client';

const EVERY_MS = 10_000;

/**
 * Watches how old the newest event of `agent_trades` is. It asks ClickHouse, because another process of the group may have stored it, and
 * tells at every scrape, because an age grows while nothing comes.
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
  // A store that does not answer is reported by the code that stores.
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
