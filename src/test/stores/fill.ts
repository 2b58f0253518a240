import { type PostgresTableName, postgresTables } from '../../fleet/catalog/postgres.ts';
import { copyInto, postgresFile } from '../../fleet/simulator/writers/postgres.ts';
import type { ClickhouseStore } from './clickhouse-store.ts';
import type { PostgresStore } from './postgres-store.ts';
import type { SimulatedFleet } from './simulated-fleet.ts';

/** Tables that are written to; the others are rollups and fill themselves. */
const WRITTEN = [
  'agent_capital',
  'agent_ledger',
  'agent_status',
  'agent_trades',
  'market_ticks',
  'order_books',
  'ingest_errors',
];

/** Loads the files of a simulated fleet into PostgreSQL. */
export async function fillPostgres(store: PostgresStore, fleet: SimulatedFleet): Promise<void> {
  for (const table of Object.keys(postgresTables) as PostgresTableName[]) {
    const file = fleet.file(postgresFile(table));
    if (file) await store.load(table, copyInto(table), file);
  }
}

/** Loads the files of a simulated fleet into ClickHouse. */
export function fillClickhouse(store: ClickhouseStore, fleet: SimulatedFleet): void {
  for (const table of WRITTEN) {
    const file = fleet.file(`clickhouse/${table}.jsonl`);
    if (file) store.load(table, file);
  }
}
