import type { CatalogFacts, DefinedCatalog } from '../catalog/define-catalog.ts';
import type { LogFacts } from '../catalog/logs.ts';
import type { LogqlPlugin, SourceHandle } from '../catalog/source-handle.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { isVariable, type Variable } from './variables.ts';

/** A log query of the data source `S`: stream selector and pipeline. */
export interface LogStream<S extends string = string> {
  readonly logql: string;
  readonly kind: 'logs';
  /** Handle of the data source. */
  readonly datasource?: S;
}
/** A metric over log lines of the data source `S`, with the labels `L`. */
export interface LogMetric<L extends string = string, S extends string = string> {
  readonly logql: string;
  readonly kind: 'metric';
  readonly labels: readonly L[];
  /** Handle of the data source. */
  readonly datasource?: S;
}

type StreamMatcher<V extends string> = V | { readonly regex: string };
type FieldValue = string | Variable | { readonly regex: string };

/** Matchers of a stream, at least one; a label with listed values accepts only those. */
export type StreamMatchers<C extends LogFacts> = AtLeastOne<{
  readonly [K in keyof C['streamLabels'] & string]: StreamMatcher<ValuesOf<C['streamLabels'][K]>>;
}>;
type AtLeastOne<M> = { [K in keyof M]: { readonly [J in K]: M[J] } & { readonly [J in keyof M]?: M[J] } }[keyof M];
type ValuesOf<F> = F extends { readonly values: readonly (infer V)[] }
  ? [V] extends [never]
    ? string
    : V & string
  : string;
/** `instance=~"${instance}"`, or several fields that must all match. */
export type FieldFilter<C extends LogFacts> = { readonly [K in Field<C>]?: FieldValue };

type StreamLabel<C extends LogFacts> = keyof C['streamLabels'] & string;
type Field<C extends LogFacts> = keyof NonNullable<C['structuredMetadata']> & string;

/** The LogQL of one catalog in the data source `S`, typed by its stream labels and structured metadata. */
export interface Logql<C extends LogFacts, S extends string = string> {
  /** `{service_name="checkout-api"}`: at least one label, as Loki refuses a selector that may match every stream. */
  stream(matchers: StreamMatchers<C>): LogStream<S>;
  /** ` | event="refused"`: all given fields must match. */
  where(logs: LogStream<S>, filter: FieldFilter<C>): LogStream<S>;
  /** ` | line_format "{{.event}} {{.order_id}}"`: the text of each line. */
  lineFormat(logs: LogStream<S>, parts: readonly (Field<C> | { readonly text: string })[]): LogStream<S>;
  /**
   * `sum by (event) (count_over_time(… [$__auto]))`: lines per step. `$__auto` becomes `$__interval` for a Grafana
   * without it.
   */
  countBy<L extends StreamLabel<C> | Field<C>>(by: readonly L[], logs: LogStream<S>): LogMetric<L, S>;
  /** `quantile_over_time(0.95, … | unwrap seconds | __error__="" [1h]) by (env)` */
  fieldQuantile<L extends StreamLabel<C>>(
    q: number,
    field: Field<C>,
    by: readonly L[],
    logs: LogStream<S>,
    window: '$__auto' | `${number}${'m' | 'h'}`,
  ): LogMetric<L, S>;
}

/** The log facts of a catalog; any name is accepted if the catalog has none. */
export type LogsOf<C extends CatalogFacts> = C['logs'] extends LogFacts
  ? C['logs']
  : { readonly streamLabels: Readonly<Record<never, never>> };

/** The LogQL of a catalog in one data source: an unknown label or field does not compile. */
export function logql<H extends string, C extends CatalogFacts>(
  { handle }: SourceHandle<H, LogqlPlugin>,
  catalog: DefinedCatalog<C>,
): Logql<LogsOf<C>, H> {
  const { streamLabels = {}, structuredMetadata = {} } = (catalog.facts as CatalogFacts).logs ?? {};
  const streams = Object.keys(streamLabels);
  const fields = Object.keys(structuredMetadata);
  const pipe = (logs: LogStream<H>, stage: string): LogStream<H> => {
    if (logs.datasource !== undefined && logs.datasource !== handle)
      throw new Error(
        `A query of the logs of data source "${logs.datasource}" filters by fields of "${handle}": ${stage}.`,
      );
    return { logql: `${logs.logql} | ${stage}`, kind: 'logs', datasource: handle };
  };
  return {
    stream: (matchers: Readonly<Record<string, FieldValue>>) => {
      checkNames('stream label', Object.keys(matchers), streams);
      for (const [label, value] of Object.entries(matchers)) checkValue(label, value, streamLabels[label]?.values);
      return { logql: `{${comparisons(matchers).join(', ')}}`, kind: 'logs', datasource: handle };
    },
    where: (logs, filter) => {
      checkNames('field', Object.keys(filter), fields);
      return pipe(logs, comparisons(filter).join(' and '));
    },
    lineFormat: (logs, parts) => {
      checkNames(
        'field',
        parts.filter((part) => typeof part === 'string'),
        fields,
      );
      const template = parts.map((part) => (typeof part === 'string' ? `{{.${part}}}` : part.text)).join(' ');
      return pipe(logs, `line_format ${JSON.stringify(template)}`);
    },
    countBy: (by, logs) => {
      checkNames('label or field', by, [...streams, ...fields]);
      return {
        logql: `sum by (${by.join(', ')}) (count_over_time(${logs.logql} [$__auto]))`,
        kind: 'metric',
        labels: by,
        datasource: handle,
      };
    },
    fieldQuantile: (q, field, by, logs, window) => {
      checkNames('field', [field], fields);
      checkNames('stream label', by, streams);
      return {
        logql: `quantile_over_time(${q}, ${logs.logql} | unwrap ${field} | __error__="" [${window}]) by (${by.join(', ')})`,
        kind: 'metric',
        labels: by,
        datasource: handle,
      };
    },
  };
}

/** ` |= "timeout"`: lines that contain the text. */
export function contains<S extends string>(logs: LogStream<S>, text: string): LogStream<S> {
  return { ...logs, logql: `${logs.logql} |= ${JSON.stringify(text)}` };
}

/**
 * `sum(count_over_time(… [15m])) or vector(0)`: the number of lines in a fixed window; 0 instead of no result if there
 * were none.
 */
export function linesWithin<S extends string>(
  window: `${number}${'m' | 'h'}`,
  logs: LogStream<S>,
): LogMetric<never, S> {
  const { logql: text, ...of } = logs;
  return { ...of, logql: `sum(count_over_time(${text} [${window}])) or vector(0)`, kind: 'metric', labels: [] };
}

/** Repeats the check of the types at run time, because `build` does not run tsc. */
function checkNames(what: string, names: readonly string[], known: readonly string[]): void {
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new Error(`The catalog has no ${what} "${stranger}" of logs.${didYouMean(stranger, known)}`);
}

/** Throws if a label with listed values does not have this value. */
function checkValue(label: string, value: FieldValue | undefined, values: readonly string[] = []): void {
  if (typeof value === 'string' && values.length > 0 && !values.includes(value))
    throw new Error(`The stream label ${label} never has the value "${value}".${didYouMean(value, values)}`);
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
