import { durationMs, intervalText, queryIntervalMs } from '../../grafana/query-expansion/period.ts';
import { type ChosenVariable, isAutoInterval } from '../../grafana/query-expansion/query-variables.ts';
import type { Variable } from './grafana-files.ts';

/**
 * Returns a variable with the values given by the user, or else the dashboard's own; `$__all` and `All` stand for All,
 * `auto` of an interval variable for the interval that fits a range of `rangeMs`. Throws when the values of All are not
 * known.
 */
export function chooseGiven(variable: Variable, given: readonly string[] | undefined, rangeMs: number): ChosenVariable {
  const { name, multi = false, includeAll = false } = variable;
  const current = variable.current?.value ?? [];
  const values = (given ?? (typeof current === 'string' ? [current] : current)).map((value) =>
    isAutoInterval(value) ? autoInterval(variable, rangeMs) : value,
  );
  const isAll = includeAll && values.some((value) => value === '$__all' || (given !== undefined && value === 'All'));
  if (isAll) {
    const everything = allOf(variable, fixedOptions(variable) ?? []);
    if (Array.isArray(everything) && everything.length === 0)
      throw new Error(
        `All of $${name} depends on the result of its query, which is not known here: give its values with --var ${name}=VALUE.`,
      );
    return { name, multi, includeAll, isAll, value: everything };
  }
  return { name, multi, includeAll, isAll, value: multi ? values : (values[0] ?? '') };
}

/** The interval that divides the range into the variable's number of steps, but is not shorter than its minimum. */
function autoInterval({ auto_count: steps = 30, auto_min: least = '10s' }: Variable, rangeMs: number): string {
  return intervalText(queryIntervalMs({ rangeMs, maxDataPoints: steps, minIntervalMs: durationMs(least) ?? 10_000 }));
}

/** The value of All: the variable's own `allValue`, or else every option. */
export function allOf({ allValue }: Variable, options: readonly string[]): ChosenVariable['value'] {
  return allValue ? { raw: allValue } : options;
}

/** The options stored in the dashboard; undefined for a variable whose options come from a query. */
export function fixedOptions({ type, options = [], query }: Variable): readonly string[] | undefined {
  if (type !== 'custom' && type !== 'interval' && type !== 'constant') return undefined;
  const listed = options.flatMap(({ value }) => (value === undefined || value === '$__all' ? [] : [value]));
  return listed.length > 0
    ? listed
    : String(query ?? '')
        .split(',')
        .map((option) => option.trim());
}
