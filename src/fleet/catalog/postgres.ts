import { agentTables } from './postgres/agents.ts';
import { escrowTables } from './postgres/escrow.ts';
import type { PostgresTable } from '../../catalog/postgres-table.ts';
import { tradingTables } from './postgres/trading.ts';
import { walletTables } from './postgres/wallets.ts';

export type { PostgresColumn, PostgresIndex, PostgresTable } from '../../catalog/postgres-table.ts';

/**
 * The book of record: every PostgreSQL table that a query may name. Money is in USDC and times are in UTC, unless
 * stated otherwise.
 */
export const postgresTables = {
  ...agentTables,
  ...tradingTables,
  ...escrowTables,
  ...walletTables,
} as const satisfies Readonly<Record<string, PostgresTable>>;

export type PostgresTableName = keyof typeof postgresTables;
