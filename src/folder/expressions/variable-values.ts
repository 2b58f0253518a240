import { type ChosenVariable, isAutoInterval } from '../../grafana/query-expansion/query-variables.ts';
import type { Variable } from '../folder.ts';
import { listOf, objectOf, textOf, type JsonObject } from '../json.ts';
import type { Choice } from './expression.ts';

/** Stands for a value that only running a query would give. */
export const UNKNOWN = 'pf_unknown_value';

const ALL = '$__all';

/** A dashboard variable with its value for a choice; undefined when a viewer cannot make that choice. */
export function chosenVariable({ name, type, json }: Variable, choice: Choice): ChosenVariable | undefined {
  const multi = json['multi'] === true;
  const includeAll = json['includeAll'] === true;
  const options = optionsOf(type, json);
  const current = [objectOf(json['current'])['value'] ?? []]
    .flat()
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map(duration);
  const isAll = choice === 'all' || (choice === 'now' && current.includes(ALL));
  if (choice === 'all' && !includeAll) return undefined;
  if (choice === 'several' && !multi) return undefined;
  const allValue = textOf(json['allValue']);
  if (isAll && allValue) return { name, multi, includeAll, isAll, value: { raw: allValue } };
  if (isAll) return { name, multi, includeAll, isAll, value: options.length > 0 ? options : [UNKNOWN, `${UNKNOWN}_2`] };
  const [first = UNKNOWN, second = `${first}_2`] = options;
  if (choice === 'several') return { name, multi, includeAll, isAll, value: [first, second] };
  const chosen = current.length > 0 ? current : [first];
  return { name, multi, includeAll, isAll, value: multi ? chosen : (chosen[0] ?? first) };
}

/** Grafana stores `auto` of an interval variable as the name of one of its own variables. */
function duration(value: string): string {
  return isAutoInterval(value) ? '1m' : value;
}

/** The values that a variable can have by its definition, never the saved results of a query. */
function optionsOf(type: string, json: JsonObject): string[] {
  if (type === 'query' || type === 'adhoc' || type === 'groupby') return [];
  const listed = listOf(json['options'])
    .flatMap((option) => textOf(objectOf(option)['value']) ?? [])
    .filter((value) => value !== ALL && value !== '' && !isAutoInterval(value));
  if (listed.length > 0) return listed;
  const query = textOf(json['query']) ?? '';
  if (type === 'constant' || type === 'textbox') return query === '' ? [] : [query];
  if (type !== 'custom' && type !== 'interval') return [];
  // `text : value` gives a value a display name.
  return query
    .split(/(?<!\\),/)
    .map((option) => (option.split(/\s+:\s+/).at(-1) ?? '').trim().replaceAll('\\,', ','))
    .filter((value) => value !== '');
}
