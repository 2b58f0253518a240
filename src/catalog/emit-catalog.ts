import type { Catalog, CatalogColumn, CatalogDatabase, CatalogMetric, CatalogSeries } from './catalog.ts';
import type { CatalogFacts, ColumnFacts, Database, DatabaseFacts, DefinedCatalog } from './define-catalog.ts';
import { type MetricFacts, type RecordedFacts, USUAL_TARGET_LABELS } from './metrics.ts';

/** The contents of a data source: a whole catalog, whose relevant part depends on the type, or one database. */
export type SourceCatalog = DefinedCatalog | Database;

/**
 * The part of a catalog that applies to a data source type, as written to `catalog.json`; undefined if there is none.
 */
export function emittedPart(
  catalog: SourceCatalog,
  type: string,
  extraLabels: readonly string[],
): Omit<Catalog, 'sources' | 'datasources'> {
  if ('dialect' in catalog) return { [catalog.dialect]: databasePart(catalog.facts) };
  const { facts } = catalog;
  if (type === 'loki') return logPart(facts);
  return facts.metrics === undefined && facts.recorded === undefined ? {} : prometheusPart(facts, extraLabels);
}

function prometheusPart(
  { metrics = {}, recorded = {}, targetLabels = USUAL_TARGET_LABELS }: CatalogFacts,
  extraLabels: readonly string[],
): Pick<Catalog, 'prometheus'> {
  const series = Object.entries(recorded).map(([name, facts]): [string, CatalogSeries & RecordedFacts] => [
    name,
    { ...facts, labels: [...facts.labels, ...extraLabels] },
  ]);
  return {
    prometheus: {
      targetLabels: [...targetLabels, ...extraLabels],
      // Buckets are a list of bounds here but only a flag for readers, because only their presence matters.
      metrics: metrics as Readonly<Record<string, MetricFacts & CatalogMetric>>,
      recorded: Object.fromEntries(series),
    },
  };
}

function logPart({ logs }: CatalogFacts): Pick<Catalog, 'loki'> {
  return logs === undefined
    ? {}
    : { loki: { streamLabels: logs.streamLabels, structuredMetadata: logs.structuredMetadata ?? {} } };
}

function databasePart({ tables }: DatabaseFacts): CatalogDatabase {
  return {
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, { help, columns }]) => [
        name,
        {
          ...(help === undefined ? {} : { help }),
          columns: Object.fromEntries(Object.entries(columns).map(([column, facts]) => [column, columnPart(facts)])),
        },
      ]),
    ),
  };
}

function columnPart(facts: ColumnFacts): CatalogColumn {
  return typeof facts === 'string' ? { type: facts } : { ...facts };
}
