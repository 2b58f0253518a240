import { eventTables } from './clickhouse/agent-trades.ts';
import { capitalTables } from './clickhouse/capital.ts';
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

/** The analytics copy: every ClickHouse table that a query may name. Money is in USD, times are in UTC. */
export const clickhouseTables = {
  ...eventTables,
  ...capitalTables,
  ...marketTables,
  ...rollupTables,
} as const satisfies Readonly<Record<string, ClickhouseTable>>;
