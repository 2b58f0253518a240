import type { CatalogFacts, ColumnFacts, DatabaseFacts, TableFacts } from '../../catalog/define-catalog.ts';
import type { FoundFacts } from './found.ts';

type Entries<T> = Readonly<Record<string, T>>;

/**
 * Updates a catalog from the sources. What was written by hand stays: parts whose sources were not queried, and facts
 * that no source provides, such as a unit or the values of a column.
 */
export function mergeFacts(before: CatalogFacts, found: FoundFacts): CatalogFacts {
  const { streamLabels, databases, ...asked } = found;
  return {
    ...before,
    ...asked,
    ...(asked.metrics ? { metrics: kept(before.metrics, asked.metrics) } : {}),
    ...(asked.recorded ? { recorded: kept(before.recorded, asked.recorded) } : {}),
    ...(databases ? { databases: mergeDatabases(before.databases ?? {}, databases) } : {}),
    ...(streamLabels ? { logs: { ...before.logs, streamLabels: kept(before.logs?.streamLabels, streamLabels) } } : {}),
  };
}

/** Merges facts by name: found facts win, others stay. */
function kept<T extends object>(before: Entries<T> = {}, found: Entries<T>): Entries<T> {
  return Object.fromEntries(Object.entries(found).map(([name, facts]) => [name, { ...before[name], ...facts }]));
}

function mergeDatabases(before: Entries<DatabaseFacts>, found: Entries<DatabaseFacts>): Entries<DatabaseFacts> {
  const merged = Object.entries(found).map(([name, { dialect, tables }]): [string, DatabaseFacts] => [
    name,
    {
      dialect,
      tables: Object.fromEntries(
        Object.entries(tables).map(([table, facts]) => [table, mergeTable(before[name]?.tables[table], facts)]),
      ),
    },
  ]);
  return { ...before, ...Object.fromEntries(merged) };
}

function mergeTable(before: TableFacts | undefined, found: TableFacts): TableFacts {
  return {
    ...before,
    ...found,
    columns: Object.fromEntries(
      Object.entries(found.columns).map(([name, facts]) => [name, mergeColumn(before?.columns[name], facts)]),
    ),
  };
}

function mergeColumn(before: ColumnFacts | undefined, found: ColumnFacts): ColumnFacts {
  if (before === undefined || typeof before === 'string') return found;
  const { null: _, ...written } = before;
  const merged = { ...written, ...(typeof found === 'string' ? { type: found } : found) };
  return Object.keys(merged).length === 1 ? merged.type : merged;
}
