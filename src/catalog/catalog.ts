// This folder has the types of a catalog: the metrics, tables, columns, streams and labels of a team's data sources. It
// contains no facts itself: a project or a pack provides them.

/** The contents of the data sources: the shape of `catalog.json`. A missing part is not checked. */
export interface Catalog {
  readonly prometheus?: {
    /** Labels that the scrape adds to every series. */
    readonly targetLabels: readonly string[];
    readonly metrics: Readonly<Record<string, CatalogMetric>>;
    /** Series written by recording rules; type `buckets` marks those of a histogram. */
    readonly recorded?: Readonly<Record<string, CatalogSeries>>;
  };
  readonly postgres?: CatalogDatabase;
  readonly clickhouse?: CatalogDatabase;
  readonly mysql?: CatalogDatabase;
  readonly loki?: {
    readonly streamLabels: Readonly<Record<string, { readonly values?: readonly string[] }>>;
    readonly structuredMetadata: Readonly<Record<string, object>>;
  };
  /** The data source that each part describes; queries to others are not checked against it. */
  readonly datasources?: Readonly<Record<string, { readonly uid?: string; readonly name?: string }>>;
  /** The contents of several data sources, by uid; queries to others are not checked against them. */
  readonly sources?: Readonly<Record<string, Omit<Catalog, 'sources' | 'datasources'>>>;
}

/** A metric and its labels. */
export interface CatalogMetric {
  readonly type: 'gauge' | 'counter' | 'histogram' | 'summary' | 'untyped';
  readonly labels: readonly string[];
  readonly unit?: string;
  /** True for a classic histogram, which has no series with its plain name. */
  readonly buckets?: boolean;
  /** True for a counter that is exported as 0 before its first event. */
  readonly startsAtZero?: boolean;
}
/** A recorded series and its labels. */
export interface CatalogSeries {
  readonly type: string;
  /** Absent when they are not known. */
  readonly labels?: readonly string[];
}
/** Tables and views of a database. */
export interface CatalogDatabase {
  readonly tables: Readonly<Record<string, { readonly columns: Readonly<Record<string, CatalogColumn>> }>>;
}
export interface CatalogColumn {
  readonly type: string;
  /** All possible values, if they are few. */
  readonly oneOf?: readonly string[];
}
