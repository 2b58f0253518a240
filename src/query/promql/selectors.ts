import type { PrometheusFacts } from '../../catalog/metrics.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { aggregate } from './aggregations.ts';
import { overWindow } from './functions.ts';
import { type Matchers, matcherText } from './matchers.ts';
import { atom, type Buckets, type Counter, type Gauge, type Vector, type Window } from './vector.ts';

type Own<F> = F extends { readonly labels: readonly (infer L)[] } ? L & string : never;
/** Name to labels of the facts of one kind: small maps, resolved once a catalog, so that tsc prints names and not facts. */
type OfKind<R, T> = {
  readonly [N in keyof R as R[N] extends { readonly type: T } ? N : never]: Own<R[N]>;
};
type Labels = Readonly<Record<never, string>>;

/**
 * Selectors of one catalog, typed by its names and labels. `G`, `K`, `H`: labels of gauges, counters and histograms by
 * name; `R`, `B`: of recorded series and recorded buckets; `T`: labels of the target.
 */
export interface Selectors<
  G extends Labels,
  K extends Labels,
  H extends Labels,
  R extends Labels,
  B extends Labels,
  T extends string,
> {
  /** `queue_depth{queue="mail"}` */
  gauge<N extends keyof G & string>(name: N, matchers?: Matchers<(G[N] & string) | T>): Gauge<(G[N] & string) | T>;
  /** `http_requests_total{code=~"5.."}` */
  counter<N extends keyof K & string>(name: N, matchers?: Matchers<(K[N] & string) | T>): Counter<(K[N] & string) | T>;
  /** `request_seconds_count{...}`: how many observations. */
  histogramCount<N extends keyof H & string>(
    name: N,
    matchers?: Matchers<(H[N] & string) | T>,
  ): Counter<(H[N] & string) | T>;
  /** `request_seconds_sum{...}`: the sum of all observations. */
  histogramSum<N extends keyof H & string>(
    name: N,
    matchers?: Matchers<(H[N] & string) | T>,
  ): Counter<(H[N] & string) | T>;
  /** `sum by (route, le) (rate(request_seconds_bucket[5m]))` */
  buckets<N extends keyof H & string, By extends (H[N] & string) | T = never>(
    name: N,
    options: {
      readonly by?: readonly By[];
      readonly matchers?: Matchers<(H[N] & string) | T>;
      readonly window: Window;
    },
  ): Buckets<By>;
  /** `route:http_requests:rate5m` */
  recorded<N extends keyof R & string>(name: N, matchers?: Matchers<R[N] & string>): Gauge<R[N] & string>;
  /** A recorded series of bucket rates, summed to the labels in `by`. */
  recordedBuckets<N extends keyof B & string, By extends Exclude<B[N] & string, 'le'> = never>(
    name: N,
    options?: { readonly by?: readonly By[]; readonly matchers?: Matchers<B[N] & string> },
  ): Buckets<By>;
  /** `label_values(queue_depth, queue)`: the query of a variable. */
  labelValues<N extends keyof (G & K & H) & string>(
    name: N,
    label: (G & K & H)[N] & string,
    matchers?: Matchers<((G & K & H)[N] & string) | T>,
  ): string;
}

/** The selectors of a catalog's facts. */
export type SelectorsOf<C extends PrometheusFacts> = Selectors<
  OfKind<C['metrics'], 'gauge'>,
  OfKind<C['metrics'], 'counter'>,
  OfKind<C['metrics'], 'histogram'>,
  OfKind<C['recorded'], 'gauge'>,
  OfKind<C['recorded'], 'buckets'>,
  C['targetLabels'][number]
>;

/**
 * The selectors of one catalog. Everything else (`rate`, `sumBy`, `quantile`, `div`) takes what they return and needs no
 * catalog. A name or label that the catalog lacks, and the rate of a gauge, do not compile.
 */
export function promql<const C extends PrometheusFacts>(catalog: C): SelectorsOf<C> {
  const { metrics, recorded, targetLabels } = catalog as PrometheusFacts;
  const own = (name: string): readonly string[] => [...known('metric', name, metrics).labels, ...targetLabels];
  const recordedLabels = (name: string) => known('recorded series', name, recorded).labels;
  const summed = (series: Vector, by: readonly string[] = []) => ({
    ...aggregate('sum', [...by, 'le'], series),
    selects: 'buckets',
  });
  const selectors: UncheckedSelectors = {
    gauge: (name, matchers) => ({ ...selector(name, own(name), matchers), selects: 'gauge' }),
    counter: (name, matchers) => ({ ...selector(name, own(name), matchers), selects: 'counter' }),
    histogramCount: (name, matchers) => ({ ...selector(`${name}_count`, own(name), matchers), selects: 'counter' }),
    histogramSum: (name, matchers) => ({ ...selector(`${name}_sum`, own(name), matchers), selects: 'counter' }),
    buckets: (name, { by, matchers, window }) =>
      summed(overWindow('rate', selector(`${name}_bucket`, [...own(name), 'le'], matchers), window), by),
    recorded: (name, matchers) => ({ ...selector(name, recordedLabels(name), matchers), selects: 'gauge' }),
    recordedBuckets: (name, { by, matchers } = {}) => summed(selector(name, recordedLabels(name), matchers), by),
    labelValues: (name, label, matchers = {}) => {
      const { type } = known('metric', name, metrics);
      return `label_values(${name}${type === 'histogram' ? '_count' : ''}${matcherText(matchers)}, ${label})`;
    },
  };
  // The names are checked by the types of the catalog; at run time a selector is its text.
  return selectors as unknown as SelectorsOf<C>;
}

interface UncheckedSelectors {
  readonly gauge: Select;
  readonly counter: Select;
  readonly histogramCount: Select;
  readonly histogramSum: Select;
  readonly buckets: (name: string, options: BucketOptions & { readonly window: Window }) => Vector;
  readonly recorded: Select;
  readonly recordedBuckets: (name: string, options?: BucketOptions) => Vector;
  readonly labelValues: (name: string, label: string, matchers?: Matchers<string>) => string;
}
type Select = (name: string, matchers?: Matchers<string>) => Vector;
interface BucketOptions {
  readonly by?: readonly string[];
  readonly matchers?: Matchers<string>;
}

/** The facts of a name; `build` does not ask tsc, so a name that the catalog lacks is said here again. */
function known<F>(what: string, name: string, facts: Readonly<Record<string, F>>): F {
  const found = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (found === undefined)
    throw new Error(`The catalog has no ${what} "${name}".${didYouMean(name, Object.keys(facts))}`);
  return found;
}

/** `name{label="value"}` */
function selector(name: string, labels: readonly string[], matchers: Matchers<string> = {}): Vector {
  const stranger = Object.keys(matchers).find((label) => !labels.includes(label));
  if (stranger !== undefined) throw new Error(`${name} has no label "${stranger}".${didYouMean(stranger, labels)}`);
  return atom(`${name}${matcherText(matchers)}`, labels);
}
