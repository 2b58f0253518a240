import {
  type Metric,
  type MetricName,
  type MetricNameOf,
  metrics,
  type Metrics,
  targetLabels,
} from '../../fleet/catalog/metrics.ts';
import {
  type RecordedName,
  type RecordedNameOf,
  recordedSeries,
  type RecordedSeriesFacts,
} from '../../fleet/catalog/recorded-series.ts';
import { isVariable, type Variable } from '../variables.ts';
import { atom, type Counter, type Duration, type Gauge, type Vector } from './vector.ts';

type TargetLabel = (typeof targetLabels)[number];

export type MetricLabels<N extends MetricName> = Metrics[N]['labels'][number] | TargetLabel;

export type RecordedLabels<N extends RecordedName> = RecordedSeriesFacts[N]['labels'][number];

export type MatcherValue =
  | string
  | Variable
  | { readonly regex: string }
  | { readonly not: string }
  | { readonly notRegex: string };

/** Label matchers of a selector: `{ currency: 'USDC', agent_id: agentId, status: { regex: '4..|5..' } }`. */
export type Matchers<L extends string> = { readonly [K in L]?: MatcherValue };

/** `pf_drawdown_pct{agent_id=~"$agent_id"}` */
export function gauge<N extends MetricNameOf<'gauge'>>(
  name: N,
  matchers: Matchers<MetricLabels<N>> = {},
): Gauge<MetricLabels<N>> {
  return { ...selector(name, metricLabels(name), matchers), selects: 'gauge' };
}

/** `pf_trades_total{outcome="win"}` */
export function counter<N extends MetricNameOf<'counter'>>(
  name: N,
  matchers: Matchers<MetricLabels<N>> = {},
): Counter<MetricLabels<N>> {
  return { ...selector(name, metricLabels(name), matchers), selects: 'counter' };
}

/** `pf_order_latency_ms_count{...}`: how many observations. */
export function histogramCount<N extends MetricNameOf<'histogram'>>(
  name: N,
  matchers: Matchers<MetricLabels<N>> = {},
): Counter<MetricLabels<N>> {
  return { ...selector(`${name}_count`, metricLabels(name), matchers), selects: 'counter' };
}

/** `pf_order_latency_ms_sum{...}`: the sum of all observations. */
export function histogramSum<N extends MetricNameOf<'histogram'>>(
  name: N,
  matchers: Matchers<MetricLabels<N>> = {},
): Counter<MetricLabels<N>> {
  return { ...selector(`${name}_sum`, metricLabels(name), matchers), selects: 'counter' };
}

/** `fleet:pf_trade_pnl_usdc:sum` */
export function recorded<N extends RecordedNameOf<'gauge'>>(
  name: N,
  matchers: Matchers<RecordedLabels<N>> = {},
): Gauge<RecordedLabels<N>> {
  return { ...selector(name, recordedSeries[name].labels, matchers), selects: 'gauge' } as Gauge<RecordedLabels<N>>;
}

/** `x offset 24h` */
export function offset<L extends string>(series: Gauge<L> | Counter<L>, by: Duration): Vector<L> {
  return atom(`${series.promql} offset ${by}`, series.labels);
}

/** `label_values(pf_agent_info, agent_id)`: the query of a variable. */
export function labelValues<N extends MetricName>(
  name: N,
  label: Metrics[N]['labels'][number],
  matchers: Matchers<MetricLabels<N>> = {},
): string {
  return `label_values(${name}${(metrics[name] as Metric).type === 'histogram' ? '_count' : ''}${matcherText(matchers)}, ${label})`;
}

/** Labels of a metric's series in Prometheus: its own, and those of the target. */
export function metricLabels<N extends MetricName>(name: N): MetricLabels<N>[] {
  return [...metrics[name].labels, ...targetLabels] as MetricLabels<N>[];
}

/** `name{label="value"}`; a matcher that is undefined is left out. */
export function selector<L extends string>(name: string, labels: readonly L[], matchers: Matchers<L>): Vector<L> {
  return atom(`${name}${matcherText(matchers)}`, labels);
}

function matcherText(matchers: Matchers<string>): string {
  const parts = Object.entries(matchers)
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${label}${matcher(value as MatcherValue)}`);
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
