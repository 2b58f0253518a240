import { variablesIn } from '../grafana/query-expansion/query-variables.ts';
import { isObject } from './json.ts';

/** The names of dashboard variables that any text of a value mentions, and those it repeats over. */
export function usedVariables(value: unknown): Set<string> {
  const used = new Set<string>();
  collect(value, used);
  return used;
}

/** Stands for all variables in a URL. */
const ALL_VARIABLES = /\$\{?__(?:all_variables|url_params|url\.params)\b/;

/** Whether a value passes on every variable of its dashboard, so that all of them are used. */
export function usesEveryVariable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('$') && ALL_VARIABLES.test(value);
  if (Array.isArray(value)) return value.some(usesEveryVariable);
  return isObject(value) && (value['includeVars'] === true || Object.values(value).some(usesEveryVariable));
}

function collect(value: unknown, used: Set<string>): void {
  if (typeof value === 'string') {
    for (const name of variablesIn(value)) used.add(name);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, used);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const member = value[key];
      if (key === 'repeat' && typeof member === 'string') used.add(member);
      if (typeof member === 'string' || typeof member === 'object') collect(member, used);
    }
  }
}
