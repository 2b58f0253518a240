import {
  CustomVariableBuilder,
  IntervalVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

import type { LabelQuery } from '../query/promql.ts';
import { ALL_VALUE, type NumberVariable, type Variable } from '../query/variables.ts';
import { sourceOfQuery } from './datasources.ts';
import type { SqlQuery } from './targets.ts';

/** A text box, to be typed in or set by a link; initially empty. */
export function textVariable(variable: Variable, label: string, description: string): TextBoxVariableBuilder {
  const empty = { text: '', value: '', selected: true };
  return new TextBoxVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .defaultValue('')
    .options([empty])
    .current(empty);
}

/** The values of a query's only column, multiple selection; initially All. */
export function columnVariable(
  variable: Variable,
  label: string,
  description: string,
  query: SqlQuery,
): QueryVariableBuilder {
  return several(variable, label, description, query);
}

/** A variable with a short list of numbers. */
export function numberVariable(
  variable: NumberVariable,
  label: string,
  description: string,
  choices: readonly number[],
  initial: number,
): CustomVariableBuilder {
  return wordVariable(variable, label, description, choices.map(String), `${initial}`);
}

/** A variable with a short list of words. */
export function wordVariable(
  variable: Variable,
  label: string,
  description: string,
  choices: readonly string[],
  initial: string,
): CustomVariableBuilder {
  const options = choices.map((choice) => ({ text: choice, value: choice, selected: choice === initial }));
  return new CustomVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .values(choices.join(','))
    .options(options)
    .current({ text: initial, value: initial, selected: true })
    .allowCustomValue(false)
    .multi(false)
    .includeAll(false);
}

/** A choice of intervals such as `1m`; queries use the selected one as their range or time bucket. */
export function intervalVariable(
  variable: Variable,
  label: string,
  description: string,
  choices: readonly string[],
  initial: string,
): IntervalVariableBuilder {
  return new IntervalVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .values(choices.join(','))
    .options(choices.map((choice) => ({ text: choice, value: choice, selected: choice === initial })))
    .current({ text: initial, value: initial, selected: true });
}

/** The values of a Prometheus label, multiple selection; initially All. */
export function labelVariable(
  variable: Variable,
  label: string,
  description: string,
  query: string | LabelQuery,
): QueryVariableBuilder {
  return several(variable, label, description, query);
}

/** The values of a query, single selection. */
export function queriedVariable(
  variable: Variable,
  label: string,
  description: string,
  query: string | LabelQuery | SqlQuery,
): QueryVariableBuilder {
  const { text, source } = asked(query);
  return new QueryVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .datasource(source)
    .query(text)
    .definition(text)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc);
}

function several(
  variable: Variable,
  label: string,
  description: string,
  query: string | LabelQuery | SqlQuery,
): QueryVariableBuilder {
  return queriedVariable(variable, label, description, query)
    .multi(true)
    .includeAll(true)
    .allValue(ALL_VALUE)
    .current({ text: ['All'], value: ['$__all'], selected: true });
}

/** The text of a query and its data source; a plain string uses the default Prometheus. */
function asked(query: string | LabelQuery | SqlQuery): { text: string; source: { type: string; uid: string } } {
  if (typeof query === 'string') return { text: query, source: sourceOfQuery({}, 'prometheus') };
  return 'labelValues' in query
    ? { text: query.labelValues, source: sourceOfQuery(query, 'prometheus') }
    : { text: query.sql, source: sourceOfQuery(query, query.dialect) };
}
