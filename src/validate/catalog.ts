/** What exists in the data sources: the shape of `catalog.json`. */
export interface Catalog {
  readonly prometheus: {
    /** Labels that the scrape adds to every series. */
    readonly targetLabels: readonly string[];
    readonly metrics: Readonly<Record<string, CatalogMetric>>;
  };
  readonly [source: string]: unknown;
}

/** A metric and its labels. */
export interface CatalogMetric {
  readonly type: 'gauge' | 'counter' | 'histogram' | 'summary' | 'untyped';
  readonly labels: readonly string[];
  readonly unit?: string;
}
