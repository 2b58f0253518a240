import type { ChosenVariable } from '../../grafana/query-expansion/query-variables.ts';
import { allOf, fixedOptions } from '../../verify/panel-queries/choices.ts';
import { type ExpandedQuery, expandFound, variablesUsed } from '../../verify/panel-queries/expansions.ts';
import type { FoundQuery } from '../../verify/panel-queries/find.ts';
import type { Variable } from '../../verify/panel-queries/grafana-files.ts';
import type { TimeRange } from '../../verify/panel-queries/periods.ts';

/** The possible selections of a viewer: the first value, two values, All, or nothing if that is possible. */
export type Choice = 'one' | 'many' | 'all' | 'none';

/** The options that a variable's query would return. */
export type OptionsOf = (variable: Variable) => readonly string[];

/** A query with the variable selection that produced its text. */
export interface ChosenQuery extends ExpandedQuery {
  /** The position of the query, and the selection. */
  readonly name: string;
  readonly choice: Choice;
}

/** A query that Grafana could not send, and why. */
interface ExpansionProblem {
  readonly name: string;
  readonly problem: string;
}

const CHOICES: readonly Choice[] = ['one', 'many', 'all', 'none'];

/** Returns a query with every variable selection that changes its text; once if it uses none. */
export function expansionsOf(
  query: FoundQuery,
  range: TimeRange,
  optionsOf: OptionsOf,
): { readonly expanded: readonly ChosenQuery[]; readonly problems: readonly ExpansionProblem[] } {
  const used = variablesUsed(query);
  const expanded: ChosenQuery[] = [];
  const problems: ExpansionProblem[] = [];
  for (const choice of used.length === 0 ? CHOICES.slice(0, 1) : CHOICES) {
    const name = used.length === 0 ? query.where : `${query.where}, ${choice} chosen`;
    try {
      const found = expandFound(
        query,
        range,
        used.map((variable) => choose(variable, choice, optionsOf)),
      );
      if (!expanded.some(({ text }) => text === found.text)) expanded.push({ ...found, name, choice });
    } catch (error) {
      problems.push({ name, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return { expanded, problems };
}

/**
 * Returns a variable with a selection. A single-value variable has its second value for `many`, and also for `all` if
 * it has no All.
 */
export function choose(variable: Variable, choice: Choice, optionsOf: OptionsOf): ChosenVariable {
  const { name, multi = false, includeAll = false } = variable;
  const options = fixedOptions(variable) ?? optionsOf(variable);
  const [first = '', second = first] = options;
  const everything = allOf(variable, options);
  const several = { one: [first], many: [first, second], all: includeAll ? everything : options, none: [] };
  const alone = {
    one: first,
    many: second,
    all: includeAll ? everything : second,
    none: variable.type === 'query' || variable.type === 'textbox' ? '' : second,
  };
  return { name, multi, includeAll, isAll: includeAll && choice === 'all', value: (multi ? several : alone)[choice] };
}
