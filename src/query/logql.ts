import type { LogFacts } from '../catalog/logs.ts';
import { isVariable, type Variable } from './variables.ts';

/** A log query: stream selector and pipeline. */
export interface LogStream {
  readonly logql: string;
  readonly kind: 'logs';
}
/** A metric over log lines, with the labels `L`. */
export interface LogMetric<L extends string = string> {
  readonly logql: string;
  readonly kind: 'metric';
  readonly labels: readonly L[];
}

type StreamMatcher<V extends string> = V | { readonly regex: string };
type FieldValue = string | Variable | { readonly regex: string };

/** Matchers of a stream, at least one of them; of a label with listed values, one of those. */
export type StreamMatchers<C extends LogFacts> = AtLeastOne<{
  readonly [K in keyof C['streamLabels'] & string]: StreamMatcher<ValuesOf<C['streamLabels'][K]>>;
}>;
type AtLeastOne<M> = { [K in keyof M]: { readonly [J in K]: M[J] } & { readonly [J in keyof M]?: M[J] } }[keyof M];
type ValuesOf<F> = F extends { readonly values: readonly (infer V)[] }
  ? [V] extends [never]
    ? string
    : V & string
  : string;
/** `instance=~"${instance}"`, or several fields of which each must match. */
export type FieldFilter<C extends LogFacts> = { readonly [K in keyof C['structuredMetadata'] & string]?: FieldValue };

type StreamLabel<C extends LogFacts> = keyof C['streamLabels'] & string;
type Field<C extends LogFacts> = keyof C['structuredMetadata'] & string;

/** The LogQL of one catalog, typed by its stream labels and structured metadata. */
export interface Logql<C extends LogFacts> {
  /** `{service_name="checkout-api"}`: at least one label, because Loki refuses a selector that could match every stream. */
  stream(matchers: StreamMatchers<C>): LogStream;
  /** ` | event="refused"`: all given fields must match. */
  where(logs: LogStream, filter: FieldFilter<C>): LogStream;
  /** ` | line_format "{{.event}} {{.order_id}}"`: what a line shows. */
  lineFormat(logs: LogStream, parts: readonly (Field<C> | { readonly text: string })[]): LogStream;
  /**
   * `sum by (event) (count_over_time(… [$__auto]))`: lines per step. `$__auto` becomes `$__interval` for a Grafana
   * without it.
   */
  countBy<L extends StreamLabel<C> | Field<C>>(by: readonly L[], logs: LogStream): LogMetric<L>;
  /** `quantile_over_time(0.95, … | unwrap seconds | __error__="" [1h]) by (env)` */
  fieldQuantile<L extends StreamLabel<C>>(
    q: number,
    field: Field<C>,
    by: readonly L[],
    logs: LogStream,
    window: '$__auto' | `${number}${'m' | 'h'}`,
  ): LogMetric<L>;
}

/** The LogQL of a catalog: a label or field that it lacks does not compile. */
export function logql<const C extends LogFacts>(_catalog: C): Logql<C> {
  return {
    stream: (matchers: Readonly<Record<string, FieldValue>>) => ({
      logql: `{${comparisons(matchers).join(', ')}}`,
      kind: 'logs',
    }),
    where: (logs, filter) => pipe(logs, comparisons(filter).join(' and ')),
    lineFormat: (logs, parts) => {
      const template = parts.map((part) => (typeof part === 'string' ? `{{.${part}}}` : part.text)).join(' ');
      return pipe(logs, `line_format ${JSON.stringify(template)}`);
    },
    countBy: (by, logs) => ({
      logql: `sum by (${by.join(', ')}) (count_over_time(${logs.logql} [$__auto]))`,
      kind: 'metric',
      labels: by,
    }),
    fieldQuantile: (q, field, by, logs, window) => ({
      logql: `quantile_over_time(${q}, ${logs.logql} | unwrap ${field} | __error__="" [${window}]) by (${by.join(', ')})`,
      kind: 'metric',
      labels: by,
    }),
  };
}

/** `sum(count_over_time(… [15m])) or vector(0)`: lines of a fixed window; 0, not nothing, where none was written. */
export function linesWithin(window: `${number}${'m' | 'h'}`, logs: LogStream): LogMetric<never> {
  return { logql: `sum(count_over_time(${logs.logql} [${window}])) or vector(0)`, kind: 'metric', labels: [] };
}

function pipe(logs: LogStream, stage: string): LogStream {
  return { logql: `${logs.logql} | ${stage}`, kind: 'logs' };
}

function comparisons(matchers: Readonly<Record<string, FieldValue | undefined>>): string[] {
  return Object.entries(matchers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}${comparison(value)}`],
  );
}

function comparison(value: FieldValue): string {
  if (typeof value === 'string') return `=${JSON.stringify(value)}`;
  if (isVariable(value)) return value.multi ? `=~"\${${value.variable}}"` : `="\${${value.variable}}"`;
  return `=~${JSON.stringify(value.regex)}`;
}
