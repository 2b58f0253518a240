import type { CatalogFacts, DefinedCatalog } from '../../catalog/define-catalog.ts';
import {
  type MetricType,
  type PrometheusFacts,
  type RecordedFacts,
  USUAL_TARGET_LABELS,
} from '../../catalog/metrics.ts';
import type { PromqlPlugin, SourceHandle } from '../../catalog/source-handle.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { aggregate } from './aggregations.ts';
import { overWindow } from './functions.ts';
import { type LabelQuery, type Matchers, matcherText } from './matchers.ts';
import { atom, type Buckets, type Counter, type Gauge, type Vector, type Window } from './vector.ts';

type Own<F> = F extends { readonly labels: readonly (infer L)[] } ? L & string : never;
/**
 * Maps names to labels for facts of one kind. Small maps, resolved once per catalog, make tsc print names instead of
 * facts.
 */
type OfKind<R, T> = {
  readonly [N in keyof R as R[N] extends { readonly type: T } ? N : never]: Own<R[N]>;
};
type Labels = Readonly<Record<never, string>>;

/**
 * Selectors of one catalog, typed by its names and labels. Labels by name: `G` gauges, `K` counters, `H` histograms,
 * `O` observed metrics (histograms and summaries), `R` recorded series, `B` recorded buckets; `T`: target labels; `S`:
 * the handle of the data source.
 */
export interface Selectors<
  G extends Labels,
  K extends Labels,
  H extends Labels,
  O extends Labels,
  R extends Labels,
  B extends Labels,
  T extends string,
  S extends string,
> {
  /** `queue_depth{queue="mail"}` */
  gauge<N extends keyof G & string>(name: N, matchers?: Matchers<(G[N] & string) | T>): Gauge<(G[N] & string) | T, S>;
  /** `http_requests_total{code=~"5.."}` */
  counter<N extends keyof K & string>(
    name: N,
    matchers?: Matchers<(K[N] & string) | T>,
  ): Counter<(K[N] & string) | T, S>;
  /** `request_seconds_count{...}`: the number of observations. */
  histogramCount<N extends keyof O & string>(
    name: N,
    matchers?: Matchers<(O[N] & string) | T>,
  ): Counter<(O[N] & string) | T, S>;
  /** `request_seconds_sum{...}`: the sum of all observations. */
  histogramSum<N extends keyof O & string>(
    name: N,
    matchers?: Matchers<(O[N] & string) | T>,
  ): Counter<(O[N] & string) | T, S>;
  /** `sum by (route, le) (rate(request_seconds_bucket[5m]))` */
  buckets<N extends keyof H & string, By extends (H[N] & string) | T = never>(
    name: N,
    options: {
      readonly by?: readonly By[];
      readonly matchers?: Matchers<(H[N] & string) | T>;
      readonly window: Window;
    },
  ): Buckets<By, S>;
  /** `route:http_requests:rate5m` */
  recorded<N extends keyof R & string>(name: N, matchers?: Matchers<R[N] & string>): Gauge<R[N] & string, S>;
  /** A recorded series of bucket rates, summed to the labels in `by`. */
  recordedBuckets<N extends keyof B & string, By extends Exclude<B[N] & string, 'le'> = never>(
    name: N,
    options?: { readonly by?: readonly By[]; readonly matchers?: Matchers<B[N] & string> },
  ): Buckets<By, S>;
  /** `label_values(queue_depth, queue)`: the query of a variable. */
  labelValues<N extends keyof (G & K & O) & string>(
    name: N,
    label: ((G & K & O)[N] & string) | T,
    matchers?: Matchers<((G & K & O)[N] & string) | T>,
  ): LabelQuery<S>;
}

/** The labels added by the scrape. */
type TargetLabels<C> = C extends { readonly targetLabels: readonly (infer L)[] }
  ? L & string
  : (typeof USUAL_TARGET_LABELS)[number];

/** The selectors of a catalog's facts in one data source. */
export type SelectorsOf<C extends PrometheusFacts, S extends string = string> = Selectors<
  OfKind<NonNullable<C['metrics']>, 'gauge' | 'summary' | 'untyped'>,
  OfKind<NonNullable<C['metrics']>, 'counter' | 'untyped'>,
  OfKind<NonNullable<C['metrics']>, 'histogram'>,
  OfKind<NonNullable<C['metrics']>, 'histogram' | 'summary'>,
  OfKind<NonNullable<C['recorded']>, 'gauge'>,
  OfKind<NonNullable<C['recorded']>, 'buckets'>,
  TargetLabels<C>,
  S
>;

/**
 * The selectors of a catalog in one data source. All other functions (`rate`, `sumBy`, `quantile`, `div`) take the
 * selectors' results and need no catalog. An unknown name or label, the rate of a gauge, and two data sources in one
 * query do not compile.
 */
export function promql<H extends string, C extends CatalogFacts>(
  { handle }: SourceHandle<H, PromqlPlugin>,
  catalog: DefinedCatalog<C>,
): SelectorsOf<C, H> {
  const { metrics = {}, recorded = {}, targetLabels = USUAL_TARGET_LABELS } = catalog.facts as PrometheusFacts;
  const own = (name: string, ...kinds: readonly MetricType[]): readonly string[] => {
    const { type, labels } = known('metric', name, metrics);
    if (kinds.length > 0 && !kinds.includes(type)) throw new Error(wrongKind(name, type));
    return [...labels, ...targetLabels];
  };
  const selector = (name: string, labels: readonly string[], matchers: Matchers<string> = {}): Vector => {
    checkLabels(name, Object.keys(matchers), labels);
    return atom(`${name}${matcherText(matchers)}`, labels, { datasource: handle });
  };
  const recordedLabels = (name: string, kind: RecordedFacts['type']) => {
    const { type, labels } = known('recorded series', name, recorded);
    if (type !== kind) throw new Error(wrongKind(name, type === 'gauge' ? 'recorded' : 'recordedBuckets'));
    return labels;
  };
  const summed = (series: Vector, by: readonly string[] = []) => ({
    ...aggregate('sum', [...by, 'le'], series),
    selects: 'buckets',
  });
  const selectors: UncheckedSelectors = {
    gauge: (name, matchers) => ({
      ...selector(name, own(name, 'gauge', 'summary', 'untyped'), matchers),
      selects: 'gauge',
    }),
    counter: (name, matchers) => ({ ...selector(name, own(name, 'counter', 'untyped'), matchers), selects: 'counter' }),
    histogramCount: (name, matchers) => ({
      ...selector(`${name}_count`, own(name, ...OBSERVED), matchers),
      selects: 'counter',
    }),
    histogramSum: (name, matchers) => ({
      ...selector(`${name}_sum`, own(name, ...OBSERVED), matchers),
      selects: 'counter',
    }),
    buckets: (name, { by, matchers, window }) =>
      summed(overWindow('rate', selector(`${name}_bucket`, [...own(name, 'histogram'), 'le'], matchers), window), by),
    recorded: (name, matchers) => ({ ...selector(name, recordedLabels(name, 'gauge'), matchers), selects: 'gauge' }),
    recordedBuckets: (name, { by, matchers } = {}) =>
      summed(selector(name, recordedLabels(name, 'buckets'), matchers), by),
    labelValues: (name, label, matchers = {}) => {
      const { type } = known('metric', name, metrics);
      checkLabels(name, [label, ...Object.keys(matchers)], own(name));
      const series = `${name}${type === 'histogram' || type === 'summary' ? '_count' : ''}${matcherText(matchers)}`;
      return { labelValues: `label_values(${series}, ${label})`, datasource: handle };
    },
  };
  // Safe: the types of the catalog check the names; at run time a selector is only its text.
  return selectors as unknown as SelectorsOf<C, H>;
}

const OBSERVED = ['histogram', 'summary'] as const satisfies readonly MetricType[];
/** The selector function for each kind of metric. */
const SELECTED_BY = {
  gauge: 'gauge',
  counter: 'counter',
  untyped: 'gauge, or with counter',
  histogram: 'buckets, histogramCount or histogramSum',
  summary: 'gauge, histogramCount or histogramSum',
  recorded: 'recorded',
  recordedBuckets: 'recordedBuckets',
} as const;

function wrongKind(name: string, kind: keyof typeof SELECTED_BY): string {
  const what =
    kind === 'recordedBuckets'
      ? 'a recorded series of buckets'
      : kind === 'recorded'
        ? 'a recorded series'
        : `a ${kind}`;
  return `"${name}" is ${what}, which is selected with ${SELECTED_BY[kind]}.`;
}

interface UncheckedSelectors {
  readonly gauge: Select;
  readonly counter: Select;
  readonly histogramCount: Select;
  readonly histogramSum: Select;
  readonly buckets: (name: string, options: BucketOptions & { readonly window: Window }) => Vector;
  readonly recorded: Select;
  readonly recordedBuckets: (name: string, options?: BucketOptions) => Vector;
  readonly labelValues: (name: string, label: string, matchers?: Matchers<string>) => LabelQuery;
}
type Select = (name: string, matchers?: Matchers<string>) => Vector;
interface BucketOptions {
  readonly by?: readonly string[];
  readonly matchers?: Matchers<string>;
}

/** The facts of a name. Repeats the check of the types at run time, because `build` does not run tsc. */
function known<F>(what: string, name: string, facts: Readonly<Record<string, F>>): F {
  const found = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (found === undefined)
    throw new Error(`The catalog has no ${what} "${name}".${didYouMean(name, Object.keys(facts))}`);
  return found;
}

function checkLabels(name: string, labels: readonly string[], has: readonly string[]): void {
  const stranger = labels.find((label) => !has.includes(label));
  if (stranger !== undefined) throw new Error(`${name} has no label "${stranger}".${didYouMean(stranger, has)}`);
}
