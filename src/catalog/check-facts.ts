import { didYouMean } from '../diagnostics/nearest.ts';
import type { ClickhouseColumn, ClickhouseTable } from './clickhouse-table.ts';
import type { CatalogFacts, DatabaseFacts, EventFacts, TableFacts } from './define-catalog.ts';
import type { LogFacts, LogLabelFacts } from './logs.ts';
import type { MetricFacts, MetricType, RecordedFacts } from './metrics.ts';
import type { PostgresColumn, PostgresTable } from './postgres-table.ts';

// `build` does not run tsc, so this repeats the type checks of a catalog at run time.

/** Every key of a union of facts; tsc reports a missing key. */
type Keys<F> = Readonly<Record<F extends unknown ? keyof F & string : never, true>>;

const CATALOG: Keys<CatalogFacts> = {
  metrics: true,
  recorded: true,
  targetLabels: true,
  databases: true,
  logs: true,
  events: true,
};
const METRIC: Keys<MetricFacts> = {
  type: true,
  labels: true,
  unit: true,
  help: true,
  buckets: true,
  startsAtZero: true,
  origin: true,
};
const RECORDED: Keys<RecordedFacts> = { type: true, labels: true, help: true };
const DATABASE: Keys<DatabaseFacts> = { dialect: true, tables: true };
const LOGS: Keys<LogFacts> = { streamLabels: true, structuredMetadata: true };
const LOG_LABEL: Keys<LogLabelFacts> = { values: true, help: true };
const EVENT: Keys<EventFacts> = { title: true, help: true, color: true };
const TABLE: Keys<TableFacts | PostgresTable | ClickhouseTable> = {
  help: true,
  columns: true,
  primaryKey: true,
  unique: true,
  checks: true,
  indexes: true,
  engine: true,
  partitionBy: true,
  orderBy: true,
  ttl: true,
  settings: true,
};
const COLUMN: Keys<PostgresColumn | ClickhouseColumn> = {
  type: true,
  null: true,
  help: true,
  default: true,
  oneOf: true,
  check: true,
  generated: true,
  identity: true,
  references: true,
  codec: true,
};
const METRIC_TYPES: Readonly<Record<MetricType, true>> = {
  gauge: true,
  counter: true,
  histogram: true,
  summary: true,
  untyped: true,
};
const RECORDED_TYPES: Readonly<Record<RecordedFacts['type'], true>> = { gauge: true, buckets: true };
const DIALECTS: Readonly<Record<DatabaseFacts['dialect'], true>> = { postgres: true, mysql: true, clickhouse: true };

/**
 * The first mistake in the facts of a catalog, as a sentence with the nearest valid word; undefined if there is none.
 */
export function catalogProblem(facts: unknown): string | undefined {
  return firstOf(problems(facts));
}

function* problems(facts: unknown): Generator<string> {
  yield* keys('The catalog', facts, CATALOG);
  const { metrics, recorded, targetLabels, databases, logs, events } = object(facts);
  if (targetLabels !== undefined) yield* names('The catalog', 'targetLabels', targetLabels);
  for (const [name, metric] of entries(metrics)) {
    yield* keys(`Metric "${name}"`, metric, METRIC);
    yield* word(`Metric "${name}"`, 'type', object(metric)['type'], METRIC_TYPES);
    yield* names(`Metric "${name}"`, 'labels', object(metric)['labels']);
  }
  for (const [name, series] of entries(recorded)) {
    yield* keys(`Recorded series "${name}"`, series, RECORDED);
    yield* word(`Recorded series "${name}"`, 'type', object(series)['type'], RECORDED_TYPES);
    yield* names(`Recorded series "${name}"`, 'labels', object(series)['labels']);
  }
  for (const [name, database] of entries(databases)) yield* databaseProblems(name, database);
  if (logs !== undefined) yield* logProblems(logs);
  for (const [name, event] of entries(events)) yield* keys(`Event "${name}"`, event, EVENT);
}

function* databaseProblems(name: string, database: unknown): Generator<string> {
  yield* keys(`Database "${name}"`, database, DATABASE);
  const { dialect, tables } = object(database);
  yield* word(`Database "${name}"`, 'dialect', dialect, DIALECTS);
  for (const [table, facts] of entries(tables)) {
    yield* keys(`Table "${table}" of database "${name}"`, facts, TABLE);
    if (!isObject(object(facts)['columns']))
      yield `Table "${table}" of database "${name}" has no columns, so no query could use it.`;
    for (const [column, what] of entries(object(facts)['columns']))
      if (typeof what !== 'string') yield* keys(`Column "${table}.${column}" of database "${name}"`, what, COLUMN);
  }
}

function* logProblems(logs: unknown): Generator<string> {
  yield* keys('logs of the catalog', logs, LOGS);
  for (const [label, facts] of entries(object(logs)['streamLabels']))
    yield* keys(`Stream label "${label}"`, facts, LOG_LABEL);
}

function* keys(what: string, value: unknown, known: Readonly<Record<string, true>>): Generator<string> {
  if (!isObject(value)) {
    yield `${what} is ${JSON.stringify(value)}, which is not an object with the keys ${Object.keys(known).join(', ')}.`;
    return;
  }
  for (const key of Object.keys(value))
    if (!Object.hasOwn(known, key))
      yield `${what} has the key "${key}", which is not known, so it would be lost.${hint(key, known)}`;
}

function* word(what: string, key: string, value: unknown, known: Readonly<Record<string, true>>): Generator<string> {
  if (typeof value !== 'string' || !Object.hasOwn(known, value))
    yield `${what} has the ${key} ${JSON.stringify(value) ?? 'undefined'}, which is not one of ${Object.keys(known).join(', ')}.${didYouMean(String(value), Object.keys(known))}`;
}

function* names(what: string, key: string, value: unknown): Generator<string> {
  if (!Array.isArray(value) || value.some((name) => typeof name !== 'string'))
    yield `${what} has the ${key} ${JSON.stringify(value) ?? 'undefined'}, which is not a list of names. Write ${key}: ['…'], or [] where there are none.`;
}

function hint(key: string, known: Readonly<Record<string, true>>): string {
  return didYouMean(key, Object.keys(known)) || ` Known keys: ${Object.keys(known).join(', ')}.`;
}

function entries(value: unknown): [string, unknown][] {
  return Object.entries(object(value));
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstOf<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}
