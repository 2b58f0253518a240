import type { MetadataField, ServiceName, StreamLabel } from '../fleet/catalog/loki.ts';
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

type StreamMatcher = string | { readonly regex: string };
/** At least the service, because Loki refuses a selector that could match every stream. */
export type StreamMatchers = { readonly service_name: ServiceName | { readonly regex: string } } & {
  readonly [K in Exclude<StreamLabel, 'service_name'>]?: StreamMatcher;
};

type FieldValue = string | Variable | { readonly regex: string };
/** `agent_id=~"${agent_id}"`, or several fields of which one must match. */
export type FieldFilter = { readonly [K in MetadataField]?: FieldValue };

/** `{service_name="pf-escrow"}` */
export function stream(matchers: StreamMatchers): LogStream {
  const parts = Object.entries(matchers).map(([label, value]) => `${label}${comparison(value)}`);
  return { logql: `{${parts.join(', ')}}`, kind: 'logs' };
}

/** ` | event="escrow_settled"`: all given fields must match. */
export function where(logs: LogStream, filter: FieldFilter): LogStream {
  return pipe(logs, comparisons(filter).join(' and '));
}

/** ` | line_format "{{.event}} {{.escrow_id}}"`: what a line shows. */
export function lineFormat(logs: LogStream, parts: readonly (MetadataField | { readonly text: string })[]): LogStream {
  const template = parts.map((part) => (typeof part === 'string' ? `{{.${part}}}` : part.text)).join(' ');
  return pipe(logs, `line_format ${JSON.stringify(template)}`);
}

/**
 * `sum by (event) (count_over_time(… [$__auto]))`: lines per step. `$__auto` becomes `$__interval` for a Grafana
 * without it.
 */
export function countBy<L extends StreamLabel | MetadataField>(by: readonly L[], logs: LogStream): LogMetric<L> {
  return { logql: `sum by (${by.join(', ')}) (count_over_time(${logs.logql} [$__auto]))`, kind: 'metric', labels: by };
}

/** `sum(count_over_time(… [15m])) or vector(0)`: lines of a fixed window; 0, not nothing, where none was written. */
export function linesWithin(window: `${number}${'m' | 'h'}`, logs: LogStream): LogMetric<never> {
  return { logql: `sum(count_over_time(${logs.logql} [${window}])) or vector(0)`, kind: 'metric', labels: [] };
}

/** `quantile_over_time(0.95, … | unwrap settle_seconds | __error__="" [1h]) by (env)` */
export function fieldQuantile<L extends StreamLabel>(
  q: number,
  field: MetadataField,
  by: readonly L[],
  logs: LogStream,
  window: '$__auto' | `${number}${'m' | 'h'}`,
): LogMetric<L> {
  return {
    logql: `quantile_over_time(${q}, ${logs.logql} | unwrap ${field} | __error__="" [${window}]) by (${by.join(', ')})`,
    kind: 'metric',
    labels: by,
  };
}

function pipe(logs: LogStream, stage: string): LogStream {
  return { logql: `${logs.logql} | ${stage}`, kind: 'logs' };
}

function comparisons(filter: FieldFilter): string[] {
  return Object.entries(filter).map(([field, value]) => `${field}${comparison(value)}`);
}

function comparison(value: FieldValue): string {
  if (typeof value === 'string') return `=${JSON.stringify(value)}`;
  if (isVariable(value)) return value.multi ? `=~"\${${value.variable}}"` : `="\${${value.variable}}"`;
  return `=~${JSON.stringify(value.regex)}`;
}
