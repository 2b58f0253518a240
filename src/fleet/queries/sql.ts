import { tablesOf } from '../../query/sql.ts';
import { clickhouseTables } from '../catalog/clickhouse.ts';
import { postgresTables } from '../catalog/postgres.ts';

/** SQL over the tables of the fleet's book of record and of its trade events. */
export * from '../../query/sql.ts';
export const pgTable = tablesOf('postgres', postgresTables);
export const chTable = tablesOf('clickhouse', clickhouseTables);
