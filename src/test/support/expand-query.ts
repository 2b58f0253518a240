import { expandClickhouseMacros, expandConditionalAll } from './clickhouse-macros.ts';
import { type Chosen, interpolate, type Quoting } from './grafana-variables.ts';
import { durationText, PERIOD } from './period.ts';
import { expandPostgresMacros } from './postgres-macros.ts';

export type Language = 'promql' | 'logql' | 'postgres' | 'clickhouse';

const rangeMs = PERIOD.to.getTime() - PERIOD.from.getTime();
const interval = { __interval: durationText(PERIOD.intervalMs), __interval_ms: String(PERIOD.intervalMs) };
const range = { __range: `${rangeMs / 1000}s`, __range_s: String(rangeMs / 1000), __range_ms: String(rangeMs) };
const rateInterval = Math.max(PERIOD.intervalMs + PERIOD.scrapeMs, 4 * PERIOD.scrapeMs);
const rate = { __rate_interval: durationText(rateInterval), __rate_interval_ms: String(rateInterval) };
/** The dashboard's own range, which only the frontend knows. */
const moments = { __from: String(PERIOD.from.getTime()), __to: String(PERIOD.to.getTime()) };

/**
 * A query as it reaches its engine. With choices, as a dashboard sends it: variables first, in the data source's own quoting, then
 * macros. Without, as an alert rule sends it: the backend's macros only. Throws when a name is left that nothing expands.
 */
export function expandQuery(language: Language, text: string, chosen?: readonly Chosen[]): string {
  const expanded = expanders[language](text, chosen);
  const [left] = /\$\{[^}]*\}|\$[A-Za-z_]\w*/.exec(expanded) ?? [];
  if (left !== undefined) throw new Error(`Nothing expands ${left} in: ${expanded}`);
  return expanded;
}

const expanders: Readonly<Record<Language, (text: string, chosen: readonly Chosen[] | undefined) => string>> = {
  promql: (text, chosen) => interpolate(text, chosen ?? [], { ...interval, ...range, ...rate, ...(chosen ? moments : {}) }, quotePromql),
  logql: (text, chosen) =>
    // Only the bare form of `$__auto` is known to Loki's backend, whatever asks.
    interpolate(text, chosen ?? [], { ...interval, ...range, ...(chosen ? moments : {}) }, quoteLogql).replaceAll(/\$__auto\b/g, interval.__interval),
  postgres: (text, chosen) => expandPostgresMacros(chosen ? interpolate(text, chosen, { ...interval, ...moments }, quotePostgres) : text),
  clickhouse: (text, chosen) =>
    expandClickhouseMacros(chosen ? interpolate(expandConditionalAll(text, chosen), chosen, { ...interval, ...moments }, quoteClickhouse) : text),
};

/** Regex-escaped where a choice of several is possible, with parentheses around two and more. */
const quotePromql: Quoting = (value, { multi, includeAll }) => {
  if (!multi && !includeAll) return String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\\\'");
  if (typeof value === 'string') return escapeForPromql(value);
  return value.length === 1 ? escapeForPromql(value[0] ?? '') : `(${value.map(escapeForPromql).join('|')})`;
};

/** The same without the parentheses. */
const quoteLogql: Quoting = (value, { multi, includeAll }) => {
  if (!multi && !includeAll) return String(value);
  return typeof value === 'string' ? escapeForLogql(value) : value.map(escapeForLogql).join('|');
};

/** One value of a variable with All is quoted by old releases and not by new ones, so the query must not depend on it. */
const quotePostgres: Quoting = (value, { name, multi, includeAll }) => {
  const doubled = (text: string): string => text.replaceAll("'", "''");
  if (typeof value !== 'string') return value.map((item) => `'${doubled(item)}'`).join(',');
  if (multi || includeAll) throw new Error(`$${name} has an All and one value: Grafana's releases differ in quoting it. Use \${${name}:sqlstring}.`);
  return doubled(value);
};

/** Lists are quoted and nothing is escaped. */
const quoteClickhouse: Quoting = (value) => (typeof value === 'string' ? value : value.map((item) => `'${item}'`).join(','));

/** A backslash of the regex is doubled once more, because it stands in a string of PromQL. */
function escapeForPromql(value: string): string {
  return value.replaceAll('\\', '\\\\\\\\').replaceAll(/[$^*{}[\]'+?.()|]/g, String.raw`\\$&`);
}

function escapeForLogql(value: string): string {
  return value.replaceAll('\\', '\\\\\\\\').replaceAll(/[$^*{}[\]+?.()|]/g, String.raw`\\$&`);
}
