/**
 * Limits on what a file contains: beyond them it was not written by hand, and reading it could exhaust time or memory.
 * Within them, code that walks a value or parses one of its texts may recurse once per level.
 */

/** Levels of maps and lists: deeper than any dashboard. */
export const MAX_DEPTH = 200;
/** Values in a file: aliases of aliases can make a small file large. */
const MAX_NODES = 2_000_000;
/** Levels of brackets in a query or an expression. */
const MAX_BRACKETS = 100;
/** Characters of a query or an expression. */
const MAX_QUERY = 20_000;
/** Members of a list by its key: more than any dashboard, rule or routing tree can have. */
const MAX_MEMBERS: ReadonlyMap<string, number> = new Map([
  ['data', 200],
  ['targets', 1000],
  ['panels', 5000],
  ['list', 5000],
  ['overrides', 5000],
  ['routes', 5000],
  ['time_intervals', 1000],
]);
const MAX_OTHERS = 20_000;
/** Keys whose texts are parsed. */
const QUERIES = new Set(['expr', 'expression', 'rawSql', 'query', 'definition', 'sql']);

/** Why a value exceeds the limits, as a sentence; undefined when it does not. One that contains itself is too deep. */
export function beyondLimits(value: unknown): string | undefined {
  return problemOf(value, '', MAX_DEPTH, { nodes: MAX_NODES });
}

function problemOf(value: unknown, key: string, levels: number, budget: { nodes: number }): string | undefined {
  if (typeof value === 'string') return QUERIES.has(key) ? textProblem(value, key) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  budget.nodes -= 1;
  if (levels === 0) return `It is nested more than ${MAX_DEPTH} levels deep, or a part of it contains itself`;
  if (budget.nodes < 0) return `It has more than ${MAX_NODES} values`;
  if (Array.isArray(value)) {
    const most = MAX_MEMBERS.get(key) ?? MAX_OTHERS;
    if (value.length > most)
      return `The list ${key === '' ? 'in it' : JSON.stringify(key)} has ${value.length} members, more than ${most}`;
    for (const member of value) {
      const problem = problemOf(member, key, levels - 1, budget);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  for (const name of Object.keys(value)) {
    const problem = problemOf((value as Readonly<Record<string, unknown>>)[name], name, levels - 1, budget);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function textProblem(text: string, key: string): string | undefined {
  if (text.length > MAX_QUERY)
    return `The text of ${JSON.stringify(key)} has ${text.length} characters, more than ${MAX_QUERY}`;
  let depth = 0;
  for (const character of text) {
    if (character === '(' || character === '[' || character === '{') depth += 1;
    else if (character === ')' || character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_BRACKETS) return `The text of ${JSON.stringify(key)} opens more than ${MAX_BRACKETS} brackets`;
  }
  return undefined;
}
