import type { Language } from './language.ts';
import type { ChosenVariable, Quoting } from './query-variables.ts';

/** How each data source formats a value inserted without a format. */
export const quoting: Readonly<Record<Language, Quoting>> = { promql, logql, postgres, clickhouse };

/** Regex-escaped if multiple selection is possible, with parentheses around two or more values. */
function promql(value: string | readonly string[], { multi, includeAll }: ChosenVariable): string {
  if (!multi && !includeAll) return String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\\\'");
  if (typeof value === 'string') return escapeForPromql(value);
  return value.length === 1 ? escapeForPromql(value[0] ?? '') : `(${value.map(escapeForPromql).join('|')})`;
}

/** The same without the parentheses. */
function logql(value: string | readonly string[], { multi, includeAll }: ChosenVariable): string {
  if (!multi && !includeAll) return String(value);
  return typeof value === 'string' ? escapeForLogql(value) : value.map(escapeForLogql).join('|');
}

/**
 * A single value of a variable with All is quoted by old releases but not by new ones, so the query must not depend on
 * it.
 */
function postgres(value: string | readonly string[], { name, multi, includeAll }: ChosenVariable): string {
  const doubled = (text: string): string => text.replaceAll("'", "''");
  if (typeof value !== 'string') return value.map((item) => `'${doubled(item)}'`).join(',');
  if (multi || includeAll)
    throw new Error(
      `$${name} has an All and one value: Grafana's releases differ in quoting it. Use \${${name}:sqlstring}.`,
    );
  return doubled(value);
}

/** Lists are quoted and nothing is escaped. */
function clickhouse(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.map((item) => `'${item}'`).join(',');
}

/** The backslash of the regex escape is doubled again, because it is in a PromQL string. */
function escapeForPromql(value: string): string {
  return value.replaceAll('\\', '\\\\\\\\').replaceAll(/[$^*{}[\]'+?.()|]/g, String.raw`\\$&`);
}

function escapeForLogql(value: string): string {
  return value.replaceAll('\\', '\\\\\\\\').replaceAll(/[$^*{}[\]+?.()|]/g, String.raw`\\$&`);
}
