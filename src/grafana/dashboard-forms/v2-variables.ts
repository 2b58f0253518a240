import type { Origins } from './origins.ts';
import { querySource, queryTarget } from './v2-panels.ts';
import { isJson, type Json, objectAt, textAt } from './values.ts';

/** The classic variable type for each kind. */
const TYPES: Readonly<Record<string, string>> = {
  QueryVariable: 'query',
  DatasourceVariable: 'datasource',
  CustomVariable: 'custom',
  ConstantVariable: 'constant',
  IntervalVariable: 'interval',
  TextVariable: 'textbox',
  GroupByVariable: 'groupby',
  AdhocVariable: 'adhoc',
  SwitchVariable: 'switch',
};
const HIDES: Readonly<Record<string, number>> = { dontHide: 0, hideLabel: 1, hideVariable: 2, inControlsMenu: 3 };
const REFRESHES: Readonly<Record<string, number>> = { never: 0, onDashboardLoad: 1, onTimeRangeChanged: 2 };
const SORTS: Readonly<Record<string, number>> = {
  disabled: 0,
  alphabeticalAsc: 1,
  alphabeticalDesc: 2,
  numericalAsc: 3,
  numericalDesc: 4,
  alphabeticalCaseInsensitiveAsc: 5,
  alphabeticalCaseInsensitiveDesc: 6,
  naturalAsc: 7,
  naturalDesc: 8,
};

/** The classic form of a variable of v2. */
export function v2Variable(variable: Json, origins: Origins | undefined): Json {
  const spec = objectAt(variable, 'spec');
  const kind = textAt(variable, 'kind');
  const made: Json = { ...spec, type: TYPES[kind] ?? kind };
  origins?.stoodFor(made, spec);
  origins?.moved(variable, 'kind', made, 'type');
  renumber(made, 'hide', HIDES);
  renumber(made, 'refresh', REFRESHES);
  renumber(made, 'sort', SORTS);
  if (kind === 'ConstantVariable') made['hide'] = 2;
  if (spec['pluginId'] !== undefined) {
    made['query'] = spec['pluginId'];
    origins?.moved(spec, 'pluginId', made, 'query');
    delete made['pluginId'];
  }
  // The data source of a query variable is in its query, that of a filter variable in the variable itself.
  const holder = isJson(spec['query']) || spec['datasource'] !== undefined ? spec : variable;
  const source = querySource(holder, made, origins);
  if (source) made['datasource'] = source;
  else delete made['datasource'];
  if (isJson(spec['query'])) made['query'] = queryOf(spec, origins, made);
  return made;
}

/** A query that consists of one string becomes that string, any other its model. */
function queryOf(spec: Json, origins: Origins | undefined, made: Json): unknown {
  const { datasource: _datasource, ...target } = queryTarget({ query: spec['query'] }, undefined);
  const model = objectAt(objectAt(spec, 'query'), 'spec');
  const keys = Object.keys(model);
  if (keys.length === 1 && keys[0] === '__legacyStringValue') {
    origins?.moved(model, '__legacyStringValue', made, 'query');
    return target['query'];
  }
  origins?.moved(objectAt(spec, 'query'), 'spec', made, 'query');
  return target;
}

function renumber(variable: Json, key: string, numbers: Readonly<Record<string, number>>): void {
  const value = variable[key];
  if (typeof value === 'string' && Object.hasOwn(numbers, value)) variable[key] = numbers[value];
}
