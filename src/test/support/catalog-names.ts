import { emittedCatalog } from '../../fleet/catalog/emitted.ts';
import { streamLabels, structuredMetadata } from '../../fleet/catalog/loki.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { LokiNames } from '../../folder/expressions/logql-facts.ts';
import { seriesLookup } from '../../folder/expressions/promql-series.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { readCatalog } from '../../folder/read-catalog.ts';

/** The catalog as the validator reads it from the folder. */
const ourCatalog: Catalog = readCatalog(
  memoryTree(new Map([['catalog.json', JSON.stringify(emittedCatalog())]]), ''),
  'catalog.json',
);

const series = seriesLookup(ourCatalog);

/** Labels of every Prometheus series in the catalog; `added` are those of a configured selector. */
export function labelsOfSeries(name: string, added: readonly string[] = []): readonly string[] | undefined {
  const labels = series?.(name)?.labels;
  return labels && [...labels, ...added];
}

export const lokiNames: LokiNames = {
  streamLabels: Object.keys(streamLabels),
  fields: Object.keys(structuredMetadata),
};
