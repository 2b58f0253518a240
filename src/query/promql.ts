import { metrics, type Metric, type MetricName, type MetricNameOf, type Metrics, targetLabels } from '../catalog/metrics.ts';
import { recordedSeries, type RecordedName, type RecordedNameOf, type RecordedSeriesFacts } from '../catalog/recorded-series.ts';
import { isVariable, type NumberVariable, type Variable } from './variables.ts';

/** An instant vector with the labels `L`. `binding` is how tightly its outermost operator binds, for parentheses. */
export interface Vector<L extends string = string> {
  readonly promql: string;
  readonly labels: readonly L[];
  readonly binding: number;
}
/** A series selector of a gauge: a vector that may also be looked at over a window, but has no `rate()`. */
export interface Gauge<L extends string = string> extends Vector<L> {
  readonly selects: 'gauge';
}
/** A series selector of a counter, or of a histogram's `_count`, `_sum` or `_bucket`: it has a `rate()`. */
export interface Counter<L extends string = string> extends Vector<L> {
  readonly selects: 'counter';
}
/** Summed rates of cumulative buckets: the only thing a quantile is taken of. */
export interface Buckets<L extends string = string> extends Vector<L | 'le'> {
  readonly selects: 'buckets';
}

/** A fixed range such as `5m`, as rules and alerts need it. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`;
/** A range that Grafana fits to the panel; it has no meaning in a rule. */
export type PanelWindow = '$__rate_interval' | '$__interval' | '$__range';
export type Window = Duration | PanelWindow;

type TargetLabel = (typeof targetLabels)[number];
type MetricLabels<N extends MetricName> = Metrics[N]['labels'][number] | TargetLabel;
type RecordedLabels<N extends RecordedName> = RecordedSeriesFacts[N]['labels'][number];

export type MatcherValue = string | Variable | { readonly regex: string } | { readonly not: string } | { readonly notRegex: string };
/** Label matchers of a selector: `{ currency: 'USDC', agent_id: agentId, status: { regex: '4..|5..' } }`. */
export type Matchers<L extends string> = { readonly [K in L]?: MatcherValue };

const BINDING = { or: 1, and: 2, unless: 2, comparison: 3, sum: 4, product: 5, atom: 9 } as const;

// Selectors

/** `pf_drawdown_pct{agent_id=~"$agent_id"}` */
export function gauge<N extends MetricNameOf<'gauge'>>(name: N, matchers: Matchers<MetricLabels<N>> = {}): Gauge<MetricLabels<N>> {
  return { ...selector(name, metricLabels(name), matchers), selects: 'gauge' };
}

/** `pf_trades_total{outcome="win"}` */
export function counter<N extends MetricNameOf<'counter'>>(name: N, matchers: Matchers<MetricLabels<N>> = {}): Counter<MetricLabels<N>> {
  return { ...selector(name, metricLabels(name), matchers), selects: 'counter' };
}

/** `pf_order_latency_ms_count{...}`: how many observations. */
export function histogramCount<N extends MetricNameOf<'histogram'>>(name: N, matchers: Matchers<MetricLabels<N>> = {}): Counter<MetricLabels<N>> {
  return { ...selector(`${name}_count`, metricLabels(name), matchers), selects: 'counter' };
}

/** `pf_order_latency_ms_sum{...}`: the sum of all observations. */
export function histogramSum<N extends MetricNameOf<'histogram'>>(name: N, matchers: Matchers<MetricLabels<N>> = {}): Counter<MetricLabels<N>> {
  return { ...selector(`${name}_sum`, metricLabels(name), matchers), selects: 'counter' };
}

/** `fleet:pf_trade_pnl_usdc:sum` */
export function recorded<N extends RecordedNameOf<'gauge'>>(name: N, matchers: Matchers<RecordedLabels<N>> = {}): Gauge<RecordedLabels<N>> {
  return { ...selector(name, recordedSeries[name].labels, matchers), selects: 'gauge' } as Gauge<RecordedLabels<N>>;
}

/** `x offset 24h` */
export function offset<L extends string>(series: Gauge<L> | Counter<L>, by: Duration): Vector<L> {
  return atom(`${series.promql} offset ${by}`, series.labels);
}

// Functions over a window

/** `rate(x[5m])`, of counters only. */
export function rate<L extends string>(series: Counter<L>, window: Window): Vector<L> {
  return overWindow('rate', series, window);
}

/** `increase(x[1h])`, of counters only. */
export function increase<L extends string>(series: Counter<L>, window: Window): Vector<L> {
  return overWindow('increase', series, window);
}

/** `delta(x[1h])`, of gauges only. */
export function delta<L extends string>(series: Gauge<L>, window: Window): Vector<L> {
  return overWindow('delta', series, window);
}

/** `deriv(x[6h])`: slope per second, of gauges only. */
export function deriv<L extends string>(series: Gauge<L>, window: Window): Vector<L> {
  return overWindow('deriv', series, window);
}

type OverTime = 'avg' | 'min' | 'max' | 'sum' | 'count' | 'stddev' | 'last';
/** `avg_over_time(x[7d])` and its siblings, of gauges only. */
export function overTime<L extends string>(operation: OverTime, series: Gauge<L>, window: Window): Vector<L> {
  return overWindow(`${operation}_over_time`, series, window);
}

// Quantiles

interface BucketOptions<N extends MetricNameOf<'histogram'>, K extends string> {
  readonly by?: readonly K[];
  readonly matchers?: Matchers<MetricLabels<N>>;
  readonly window: Window;
}

/** `sum by (agent_id, le) (rate(pf_order_latency_ms_bucket[5m]))` */
export function buckets<N extends MetricNameOf<'histogram'>, K extends MetricLabels<N> = never>(name: N, options: BucketOptions<N, K>): Buckets<K> {
  return bucketSums('rate', name, options);
}

/** `sum by (le) (increase(pf_order_latency_ms_bucket[5m]))`: counts per bucket, for heatmaps. */
export function bucketCounts<N extends MetricNameOf<'histogram'>, K extends MetricLabels<N> = never>(name: N, options: BucketOptions<N, K>): Buckets<K> {
  return bucketSums('increase', name, options);
}

/** A recorded series of bucket rates, summed to the labels in `by`. */
export function recordedBuckets<N extends RecordedNameOf<'buckets'>, K extends Exclude<RecordedLabels<N>, 'le'> = never>(
  name: N, options: { readonly by?: readonly K[]; readonly matchers?: Matchers<RecordedLabels<N>> } = {},
): Buckets<K> {
  const series = selector(name, recordedSeries[name].labels, options.matchers ?? {}) as Vector<K | 'le'>;
  return { ...aggregate('sum', [...(options.by ?? []), 'le'], series), selects: 'buckets' };
}

/** `histogram_quantile(0.99, sum by (agent_id, le) (…))`: a quantile is always taken of summed buckets. */
export function quantile<L extends string>(q: number, summed: Buckets<L>): Vector<Exclude<L, 'le'>> {
  return atom(`histogram_quantile(${q}, ${summed.promql})`, summed.labels.filter((label) => label !== 'le') as Exclude<L, 'le'>[]);
}

// Aggregations

type Aggregation = 'sum' | 'max' | 'min' | 'avg' | 'count';

/** `sum(x)`: one value without labels. */
export function sum(vector: Vector): Vector<never> {
  return atom(`sum(${vector.promql})`, []);
}
/** `count(x)`: how many series. */
export function count(vector: Vector): Vector<never> {
  return atom(`count(${vector.promql})`, []);
}
/** `max(x)` */
export function max(vector: Vector): Vector<never> {
  return atom(`max(${vector.promql})`, []);
}
/** `min(x)` */
export function min(vector: Vector): Vector<never> {
  return atom(`min(${vector.promql})`, []);
}
/** `sum by (agent_id) (x)` */
export function sumBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('sum', by, vector);
}
/** `max by (agent_id) (x)` */
export function maxBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('max', by, vector);
}
/** `min by (agent_id) (x)` */
export function minBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('min', by, vector);
}
/** `count by (agent_id) (x)` */
export function countBy<L extends string, K extends L>(by: readonly K[], vector: Vector<L>): Vector<K> {
  return aggregate('count', by, vector);
}
/** `topk(10, x)`: as an instant query only; over a range every step has another ten (see `rangeTopk`). */
export function topk<L extends string>(limit: number | NumberVariable, vector: Vector<L>): Vector<L> {
  return atom(`topk(${numberText(limit)}, ${vector.promql})`, vector.labels);
}
/** `bottomk(10, x)`: as an instant query only. */
export function bottomk<L extends string>(limit: number | NumberVariable, vector: Vector<L>): Vector<L> {
  return atom(`bottomk(${numberText(limit)}, ${vector.promql})`, vector.labels);
}
/** `x and topk(10, x @ end())`: the same ten series over the whole range, those that lead at its end. */
export function rangeTopk<L extends string>(limit: number | NumberVariable, series: Gauge<L>): Vector<L> {
  return binary('and', series, atom(`topk(${numberText(limit)}, ${series.promql} @ end())`, series.labels), BINDING.and);
}
/** `x and bottomk(10, x @ end())`: the same ten series over the whole range, those that trail at its end. */
export function rangeBottomk<L extends string>(limit: number | NumberVariable, series: Gauge<L>): Vector<L> {
  return binary('and', series, atom(`bottomk(${numberText(limit)}, ${series.promql} @ end())`, series.labels), BINDING.and);
}
/** `sort_desc(x)`, for instant tables. */
export function sortDesc<L extends string>(vector: Vector<L>): Vector<L> {
  return atom(`sort_desc(${vector.promql})`, vector.labels);
}
/** `abs(x)` */
export function abs<L extends string>(vector: Vector<L>): Vector<L> {
  return atom(`abs(${vector.promql})`, vector.labels);
}
/** `clamp_min(x, 0)` */
export function clampMin<L extends string>(vector: Vector<L>, minimum: number): Vector<L> {
  return atom(`clamp_min(${vector.promql}, ${minimum})`, vector.labels);
}
/** `timestamp(x)`: Unix time of the newest sample of each series. */
export function timestamp<L extends string>(series: Gauge<L> | Counter<L>): Vector<L> {
  return atom(`timestamp(${series.promql})`, series.labels);
}
/** `absent(up{job="x"})` */
export function absent<L extends string>(series: Gauge<L> | Counter<L>): Vector<L> {
  return atom(`absent(${series.promql})`, series.labels);
}
/** `time()` as a vector without labels. */
export function time(): Vector<never> {
  return atom('time()', []);
}
/** `vector(0)` */
export function constant(value: number): Vector<never> {
  return atom(`vector(${value})`, []);
}

// Binary operators

type Operand<L extends string> = Vector<L> | number;
/** How two sides with different labels meet: `on (currency) group_left ()`. */
export interface Matching<K extends string> {
  readonly on: readonly K[];
  readonly groupLeft?: true;
}

/** `a + b`, both sides with the same labels. */
export function add<L extends string>(left: Vector<L>, right: Operand<NoInfer<L>>): Vector<L> {
  return binary('+', left, right, BINDING.sum);
}
/** `a - b`, both sides with the same labels; `time() - x` takes the labels of `x`. */
export function sub<L extends string>(left: Vector<NoInfer<L>> | Vector<never>, right: Vector<L> | number): Vector<L> {
  return binary('-', left as Vector<L>, right, BINDING.sum);
}
/** `a * b`, both sides with the same labels unless `matching` says how they meet. */
export function mul<L extends string>(left: Vector<L>, right: Operand<NoInfer<L>>): Vector<L>;
export function mul<L extends string, R extends string>(left: Vector<L>, right: Vector<R>, matching: Matching<L & R>): Vector<L>;
export function mul<L extends string>(left: Vector<L>, right: Operand<string>, matching?: Matching<string>): Vector<L> {
  return binary('*', left, right, BINDING.product, matching);
}
/** `a / b`, both sides with the same labels unless `matching` says how they meet. */
export function div<L extends string>(left: Vector<L>, right: Operand<NoInfer<L>>): Vector<L>;
export function div<L extends string, R extends string>(left: Vector<L>, right: Vector<R>, matching: Matching<L & R>): Vector<L>;
export function div<L extends string>(left: Vector<L>, right: Operand<string>, matching?: Matching<string>): Vector<L> {
  return binary('/', left, right, BINDING.product, matching);
}
/** `a / (b > 0)`: a ratio that is nothing, not NaN, where there is nothing to divide by. */
export function ratio<L extends string>(part: Vector<L>, whole: Vector<NoInfer<L>>): Vector<L> {
  return div(part, greater(whole, 0));
}
/** `a > b`: keeps the series of `a` for which it holds. */
export function greater<L extends string>(left: Vector<L>, right: Operand<L>): Vector<L> {
  return binary('>', left, right, BINDING.comparison);
}
/** `a >= b` */
export function atLeast<L extends string>(left: Vector<L>, right: Operand<L>): Vector<L> {
  return binary('>=', left, right, BINDING.comparison);
}
/** `a < b` */
export function less<L extends string>(left: Vector<L>, right: Operand<L>): Vector<L> {
  return binary('<', left, right, BINDING.comparison);
}
/** `a == b` */
export function equal<L extends string>(left: Vector<L>, right: Operand<L>): Vector<L> {
  return binary('==', left, right, BINDING.comparison);
}
/** `a and on (agent_id) b`: the series of `a` that have a partner in `b`. */
export function and<L extends string, R extends string>(left: Vector<L>, right: Vector<R>, matching?: { readonly on: readonly (L & R)[] }): Vector<L> {
  return binary('and', left, right, BINDING.and, matching);
}
/** `a unless on (agent_id) b`: the series of `a` without a partner in `b`. */
export function unless<L extends string, R extends string>(left: Vector<L>, right: Vector<R>, matching?: { readonly on: readonly (L & R)[] }): Vector<L> {
  return binary('unless', left, right, BINDING.unless, matching);
}
/** `a or b` */
export function or<L extends string, R extends string>(left: Vector<L>, right: Vector<R>): Vector<L | R> {
  return binary('or', left as Vector<L | R>, right as Vector<L | R>, BINDING.or);
}
/** `a > b or b or a`: the larger of two values per series, or the one there is; both sides with the same labels. */
export function larger<L extends string>(left: Vector<L>, right: Vector<NoInfer<L>>): Vector<L> {
  return or(or(greater(left, right), right), left);
}
/** `label_replace(x, "agent", "$1", "agent_id", "(.*)")`: copies a label; the new one joins the labels. */
export function copyLabel<L extends string, T extends string>(vector: Vector<L>, from: L, to: T): Vector<L | T> {
  return atom(`label_replace(${vector.promql}, "${to}", "$1", "${from}", "(.*)")`, [...vector.labels, to]);
}

// Variables

/** `label_values(pf_agent_info, agent_id)`: the query of a variable. */
export function labelValues<N extends MetricName>(name: N, label: Metrics[N]['labels'][number], matchers: Matchers<MetricLabels<N>> = {}): string {
  return `label_values(${name}${(metrics[name] as Metric).type === 'histogram' ? '_count' : ''}${matcherText(matchers)}, ${label})`;
}

function metricLabels<N extends MetricName>(name: N): MetricLabels<N>[] {
  return [...metrics[name].labels, ...targetLabels] as MetricLabels<N>[];
}

function selector<L extends string>(name: string, labels: readonly L[], matchers: Matchers<L>): Vector<L> {
  return atom(`${name}${matcherText(matchers)}`, labels);
}

function matcherText(matchers: Matchers<string>): string {
  const parts = Object.entries(matchers).filter(([, value]) => value !== undefined).map(([label, value]) => `${label}${matcher(value as MatcherValue)}`);
  return parts.length === 0 ? '' : `{${parts.join(', ')}}`;
}

function matcher(value: MatcherValue): string {
  if (typeof value === 'string') return `=${JSON.stringify(value)}`;
  // Grafana escapes a multi value as a regex, so only =~ can match it again.
  if (isVariable(value)) return `${value.multi ? '=~' : '='}"$${value.variable}"`;
  if ('regex' in value) return `=~${JSON.stringify(value.regex)}`;
  if ('not' in value) return `!=${JSON.stringify(value.not)}`;
  return `!~${JSON.stringify(value.notRegex)}`;
}

function overWindow<L extends string>(name: string, series: Vector<L>, window: Window): Vector<L> {
  return atom(`${name}(${series.promql}[${window}])`, series.labels);
}

function bucketSums<N extends MetricNameOf<'histogram'>, K extends string>(operation: 'rate' | 'increase', name: N, options: BucketOptions<N, K>): Buckets<K> {
  const series = selector<string>(`${name}_bucket`, [...metricLabels(name), 'le'], options.matchers ?? {});
  return { ...aggregate('sum', [...(options.by ?? []), 'le'], overWindow(operation, series, options.window)), selects: 'buckets' };
}

function aggregate<L extends string, K extends L>(operation: Aggregation, by: readonly K[], vector: Vector<L>): Vector<K> {
  return atom(`${operation} by (${by.join(', ')}) (${vector.promql})`, by);
}

function binary<L extends string>(operator: string, left: Vector<L>, right: Vector | number, binding: number, matching?: Matching<string>): Vector<L> {
  const on = matching ? ` on (${matching.on.join(', ')})` : '';
  const group = matching?.groupLeft ? ' group_left ()' : '';
  const rightText = typeof right === 'number' ? `${right}` : right.binding > binding ? right.promql : `(${right.promql})`;
  const leftText = left.binding >= binding ? left.promql : `(${left.promql})`;
  const labels = left.labels.length === 0 && typeof right !== 'number' && !matching ? (right.labels as readonly L[]) : left.labels;
  return { promql: `${leftText} ${operator}${on}${group} ${rightText}`, labels, binding };
}

function numberText(value: number | NumberVariable): string {
  return typeof value === 'number' ? `${value}` : `\${${value.variable}:raw}`;
}

function atom<L extends string>(promql: string, labels: readonly L[]): Vector<L> {
  return { promql, labels, binding: BINDING.atom };
}
