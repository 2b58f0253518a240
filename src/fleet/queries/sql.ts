import { sql, type Sql as SqlOfAny } from '../../query/sql.ts';
import { fleetCatalog } from '../catalog/fleet-catalog.ts';
import { fleetHandles } from '../catalog/datasources.ts';

const book = sql(fleetHandles.postgres, fleetCatalog.databases.book);
const events = sql(fleetHandles.clickhouse, fleetCatalog.databases.events);

/** SQL over the tables of the fleet's book of record and of its trade events. */
export * from '../../query/sql.ts';
/** SQL of one of the fleet's two databases; each data source is named like its dialect. */
export type Sql<D extends 'postgres' | 'clickhouse' = 'postgres' | 'clickhouse'> = D extends unknown
  ? SqlOfAny<D, D>
  : never;

export const { query: pg } = book;
export const { query: ch } = events;
/** A table of the book of record. */
export function pgTable<N extends keyof typeof book.tables>(name: N): (typeof book.tables)[N] {
  return book.tables[name];
}
/** A table of trade events. */
export function chTable<N extends keyof typeof events.tables>(name: N): (typeof events.tables)[N] {
  return events.tables[name];
}
