import type { ClickHouseClient } from '@clickhouse/client';

import { afterInserts } from './clickhouse.ts';
import type { TradeKey } from './trade-row.ts';

/** Keys per query. */
const CHUNK = 2000;

/** Returns the ids of the rows that are already in `agent_trades`. */
export async function storedBefore(
  client: ClickHouseClient,
  rows: readonly TradeKey[],
  quorum: boolean,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let from = 0; from < rows.length; from += CHUNK) {
    const keys = rows
      .slice(from, from + CHUNK)
      .map(({ agent_id: agent, timestamp, trade_id: id }) => `(${literal(agent)},'${timestamp}','${id}')`);
    const result = await client.query({
      // The condition uses the whole sorting key, so that ClickHouse reads only the granules of these rows.
      query: `SELECT trade_id FROM agent_trades WHERE (agent_id, timestamp, trade_id) IN (${keys.join(',')})`,
      format: 'JSONCompactEachRow',
      clickhouse_settings: { ...afterInserts(quorum), max_query_size: String(CHUNK * 1024) },
    });
    for (const [id] of await result.json<[string]>()) found.add(id);
  }
  return found;
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
