import { eventTables } from './clickhouse/agent-trades.ts';
import { marketTables } from './clickhouse/market-data.ts';
import { rollupTables } from './clickhouse/rollups.ts';
import type { ClickhouseTable } from '../../catalog/clickhouse-table.ts';

export type {
  ClickhouseColumn,
  ClickhouseIndex,
  ClickhouseTable,
  ClickhouseView,
} from '../../catalog/clickhouse-table.ts';
export { clickhouseViews } from './clickhouse/views.ts';

/** The analytics copy: every ClickHouse table a query may name. Money is USD and times are UTC. */
export const clickhouseTables = { ...eventTables, ...marketTables, ...rollupTables } as const satisfies Readonly<
  Record<string, ClickhouseTable>
>;
