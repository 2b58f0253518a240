/** The type of a metric; `untyped` if its exporter does not declare one. */
export type MetricType = 'gauge' | 'counter' | 'histogram' | 'summary' | 'untyped';

/** One metric family as Prometheus stores it. A histogram has its base name, without `_bucket`, `_sum`, `_count`. */
export interface MetricFacts {
  readonly type: MetricType;
  readonly labels: readonly string[];
  /** Unit of the value, in words. */
  readonly unit?: string;
  readonly help?: string;
  /** Upper bounds of a histogram's buckets, in `unit`, without +Inf. */
  readonly buckets?: readonly number[];
  /** True for a counter that is exported as 0 before its first event, so that increase() sees that event. */
  readonly startsAtZero?: boolean;
  /** The program that exposes it. */
  readonly origin?: string;
}

/** One series that a recording rule writes, `level:metric:operations`. */
export interface RecordedFacts {
  readonly labels: readonly string[];
  /** `buckets` marks rates of cumulative histogram buckets, from which a quantile can be computed. */
  readonly type: 'gauge' | 'buckets';
  readonly help?: string;
}

/** The contents of a Prometheus. */
export interface PrometheusFacts {
  readonly metrics?: Readonly<Record<string, MetricFacts>>;
  readonly recorded?: Readonly<Record<string, RecordedFacts>>;
  /** Labels that Prometheus itself adds to every scraped series; by default `job` and `instance`. */
  readonly targetLabels?: readonly string[];
}

/** The labels that a scrape adds by default. */
export const USUAL_TARGET_LABELS = ['job', 'instance'] as const;
