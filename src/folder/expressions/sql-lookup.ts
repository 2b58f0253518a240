import type { Catalog, CatalogColumn, CatalogDatabase } from '../../catalog/catalog.ts';
import type { ParsedExpression } from './prepare.ts';
import type { SqlColumn, SqlNames } from './sql-names.ts';

/** Schemas that hold the databases' own tables. */
const OWN_SCHEMAS = new Set(['information_schema', 'pg_catalog', 'system', 'INFORMATION_SCHEMA']);

/** The catalog's entry for the database that an SQL expression queries. */
export function databaseOf({ language }: ParsedExpression, catalog: Catalog | undefined): CatalogDatabase | undefined {
  return language === 'postgres' || language === 'clickhouse' ? catalog?.[language] : undefined;
}

/** Tables of a statement that the catalog should list. */
export function catalogued({ tables }: SqlNames): SqlNames['tables'] {
  return tables.filter(
    ({ name, schema }) => !(schema !== undefined && OWN_SCHEMAS.has(schema)) && !name.startsWith('pg_'),
  );
}

/** The catalog columns that a column name in a statement may refer to; undefined when that is not known. */
export function columnsMeant(
  column: SqlColumn,
  names: SqlNames,
  { tables }: CatalogDatabase,
): { candidates: readonly CatalogColumn[]; known: readonly string[] } | undefined {
  const { name, qualifier } = column;
  const own = qualifier === undefined ? undefined : names.qualifiers.get(qualifier);
  // A qualifier may be a CTE, a subquery or a composite column.
  if (qualifier !== undefined && own === undefined) return undefined;
  const asked = own === undefined ? names.tables.map((table) => table.name) : [own];
  if (asked.length === 0 || asked.some((table) => !Object.hasOwn(tables, table)) || (own === undefined && names.isOpen))
    return undefined;
  const found = asked.map((table) => tables[table]?.columns ?? {});
  return {
    candidates: found.flatMap((columns) => (Object.hasOwn(columns, name) ? [columns[name]!] : [])),
    known: found.flatMap((columns) => Object.keys(columns)),
  };
}
