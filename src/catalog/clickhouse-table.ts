/** One column; types and expressions are ClickHouse text. */
export interface ClickhouseColumn {
  readonly type: string;
  readonly codec?: string;
  readonly default?: string;
  /** One sentence: what the value is, with its unit. */
  readonly help: string;
}

/** One data-skipping index. */
export interface ClickhouseIndex {
  readonly expression: string;
  readonly type: string;
  readonly granularity: number;
}

/** One table of a single node; a cluster puts `Replicated` before the engine's name. */
export interface ClickhouseTable {
  readonly help: string;
  readonly columns: Readonly<Record<string, ClickhouseColumn>>;
  readonly engine: 'MergeTree' | 'AggregatingMergeTree' | `ReplacingMergeTree(${string})`;
  readonly partitionBy?: string;
  readonly orderBy: readonly string[];
  readonly ttl?: string;
  readonly settings?: Readonly<Record<string, string | number>>;
  readonly indexes?: Readonly<Record<string, ClickhouseIndex>>;
}

/** One materialized view: each row inserted into `source` is immediately aggregated into `target`. */
export interface ClickhouseView {
  readonly help: string;
  readonly source: string;
  readonly target: string;
  /** Column of the target -> expression over the source. */
  readonly select: Readonly<Record<string, string>>;
  readonly where: string;
  readonly groupBy: readonly string[];
}
