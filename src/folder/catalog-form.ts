import { isObject, type JsonObject } from './json.ts';

/** Keys of a catalog and, in each, the members that must be maps of objects. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  prometheus: ['metrics', 'recorded'],
  loki: ['streamLabels', 'structuredMetadata'],
  postgres: ['tables'],
  clickhouse: ['tables'],
  mysql: ['tables'],
};
const LISTS: Readonly<Record<string, string>> = { prometheus: 'targetLabels' };
/** Other keys that a catalog may have. */
const OTHERS = new Set(['datasources', 'events', 'databases', 'logs', 'sources']);

/**
 * The first reason why an object is not a valid catalog. Reading it as an empty one would report every name as unknown.
 */
export function catalogProblem(json: JsonObject): string | undefined {
  const members = Object.keys(json);
  if (members.length > 0 && !members.some((name) => Object.hasOwn(PARTS, name) || OTHERS.has(name)))
    return `it has none of the keys of a catalog, but ${members.slice(0, 3).join(', ')}`;
  for (const [name, records] of Object.entries(PARTS)) {
    const part = json[name];
    if (part === undefined) continue;
    if (!isObject(part)) return `its key ${name} is not an object`;
    const list = LISTS[name];
    if (list !== undefined && part[list] !== undefined && !Array.isArray(part[list]))
      return `${name}.${list} is not a list`;
    for (const record of records) {
      const problem = recordProblem(part[record], `${name}.${record}`);
      if (problem !== undefined) return problem;
    }
  }
  const { sources } = json;
  if (sources === undefined) return undefined;
  if (!isObject(sources)) return 'its key sources is not an object with uids as keys';
  for (const [uid, source] of Object.entries(sources)) {
    const problem = isObject(source) ? catalogProblem(source) : 'it is not an object';
    if (problem !== undefined) return `sources.${uid}: ${problem}`;
  }
  return undefined;
}

function recordProblem(record: unknown, name: string): string | undefined {
  if (record === undefined) return undefined;
  if (!isObject(record)) return `${name} is not an object with names as keys`;
  for (const [key, member] of Object.entries(record)) {
    if (!isObject(member)) return `${name}.${key} is not an object`;
    if (member['labels'] !== undefined && !Array.isArray(member['labels']))
      return `${name}.${key}.labels is not a list`;
    if (member['columns'] !== undefined && !isObject(member['columns']))
      return `${name}.${key}.columns is not an object with names as keys`;
  }
  return undefined;
}
