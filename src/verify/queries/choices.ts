import type { ChosenVariable } from '../../interpolation/query/query-variables.ts';
import type { Variable } from './grafana-files.ts';

/** How a viewer may choose: the first value, two, All, or nothing where that is possible. */
export type Choice = 'one' | 'many' | 'all' | 'none';

/** What a variable's query would find. */
export type OptionsOf = (variable: Variable) => readonly string[];

/** Returns a variable as it is chosen; a variable of a single value has its second value for `many`, and for `all` where it has no All. */
export function choose(variable: Variable, choice: Choice, optionsOf: OptionsOf): ChosenVariable {
  const { name, multi = false, includeAll = false } = variable;
  const options = fixedOptions(variable) ?? optionsOf(variable);
  const [first = '', second = first] = options;
  const everything = allOf(variable, options);
  const several = { one: [first], many: [first, second], all: includeAll ? everything : options, none: [] };
  const alone = { one: first, many: second, all: includeAll ? everything : second, none: variable.type === 'query' || variable.type === 'textbox' ? '' : second };
  return { name, multi, includeAll, isAll: includeAll && choice === 'all', value: (multi ? several : alone)[choice] };
}

/** Returns a variable with values that somebody gave, else with the dashboard's own; `$__all` and `All` stand for All. Throws when All cannot be known. */
export function chooseGiven(variable: Variable, given: readonly string[] | undefined): ChosenVariable {
  const { name, multi = false, includeAll = false } = variable;
  const current = variable.current?.value ?? [];
  const values = given ?? (typeof current === 'string' ? [current] : current);
  const isAll = includeAll && values.some((value) => value === '$__all' || (given !== undefined && value === 'All'));
  if (isAll) {
    const everything = allOf(variable, fixedOptions(variable) ?? []);
    if (Array.isArray(everything) && everything.length === 0) throw new Error(`All of $${name} is whatever its query finds, which is not known here: give it values with --var ${name}=VALUE.`);
    return { name, multi, includeAll, isAll, value: everything };
  }
  return { name, multi, includeAll, isAll, value: multi ? values : (values[0] ?? '') };
}

function allOf({ allValue }: Variable, options: readonly string[]): ChosenVariable['value'] {
  return allValue ? { raw: allValue } : options;
}

/** Nothing for a variable whose options a query finds. */
function fixedOptions({ type, options = [], query }: Variable): readonly string[] | undefined {
  if (type !== 'custom' && type !== 'interval' && type !== 'constant') return undefined;
  const listed = options.flatMap(({ value }) => (value === undefined || value === '$__all' ? [] : [value]));
  return listed.length > 0 ? listed : String(query ?? '').split(',').map((option) => option.trim());
}
