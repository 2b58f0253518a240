import { variablesIn } from '../grafana/query-expansion/query-variables.ts';
import { isObject } from './json.ts';

/** The names of dashboard variables that any text of a value mentions, and those it repeats over. */
export function usedVariables(value: unknown): Set<string> {
  const used = new Set<string>();
  collect(value, used);
  return used;
}

function collect(value: unknown, used: Set<string>): void {
  if (typeof value === 'string') {
    for (const name of variablesIn(value)) used.add(name);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, used);
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key === 'repeat' && typeof member === 'string') used.add(member);
      collect(member, used);
    }
  }
}
