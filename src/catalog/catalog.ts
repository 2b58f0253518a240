// This room has the types of a catalog: which metrics, tables, columns, streams and labels a team's data sources have.
// It contains no facts itself: a project or a pack has its own.

/** What exists in the data sources: the shape of `catalog.json`. A part that is absent is not checked. */
export interface Catalog {
  readonly prometheus?: {
    /** Labels that the scrape adds to every series. */
    readonly targetLabels: readonly string[];
    readonly metrics: Readonly<Record<string, CatalogMetric>>;
    /** Series that recording rules make; `buckets` are those of a histogram. */
    readonly recorded?: Readonly<Record<string, CatalogSeries>>;
  };
  readonly postgres?: CatalogDatabase;
  readonly clickhouse?: CatalogDatabase;
  readonly mysql?: CatalogDatabase;
  readonly loki?: {
    readonly streamLabels: Readonly<Record<string, { readonly values?: readonly string[] }>>;
    readonly structuredMetadata: Readonly<Record<string, object>>;
  };
  /** The data source that each part describes; a query of another one is not checked against it. */
  readonly datasources?: Readonly<Record<string, { readonly uid?: string; readonly name?: string }>>;
  /** What each of several data sources holds, by uid; a query of another one is not checked against any of them. */
  readonly sources?: Readonly<Record<string, Omit<Catalog, 'sources' | 'datasources'>>>;
}

/** A metric and its labels. */
export interface CatalogMetric {
  readonly type: 'gauge' | 'counter' | 'histogram' | 'summary' | 'untyped';
  readonly labels: readonly string[];
  readonly unit?: string;
  /** True for a histogram with buckets of its own, which has no series of its plain name. */
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
