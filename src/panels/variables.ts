import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

import type { DatasourceHandle } from '../define/handles.ts';
import type { Sql } from '../query/sql.ts';
import { ALL_VALUE, type NumberVariable, type Variable } from '../query/variables.ts';
import { datasourceRef } from './datasources.ts';

/** A text to type or to be set by a link; empty at first. */
export function textVariable(variable: Variable, label: string, description: string): TextBoxVariableBuilder {
  const empty = { text: '', value: '', selected: true };
  return new TextBoxVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .defaultValue('')
    .options([empty])
    .current(empty);
}

/** Values of the one column of a query, several or all; every choice at first. */
export function columnVariable(
  variable: Variable,
  label: string,
  description: string,
  query: Sql,
): QueryVariableBuilder {
  return several(variable, label, description, query.dialect, query.sql);
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

/** Values of a label in Prometheus, several or all; every choice at first. */
export function labelVariable(
  variable: Variable,
  label: string,
  description: string,
  query: string,
): QueryVariableBuilder {
  return several(variable, label, description, 'prometheus', query);
}

function several(
  variable: Variable,
  label: string,
  description: string,
  source: DatasourceHandle,
  query: string,
): QueryVariableBuilder {
  return queriedVariable(variable, label, description, source, query)
    .multi(true)
    .includeAll(true)
    .allValue(ALL_VALUE)
    .current({ text: ['All'], value: ['$__all'], selected: true });
}

export function queriedVariable(
  variable: Variable,
  label: string,
  description: string,
  source: DatasourceHandle,
  query: string,
): QueryVariableBuilder {
  return new QueryVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .datasource(datasourceRef(source))
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc);
}
