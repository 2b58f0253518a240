import type { Entity, ProvisioningFolder, Query } from '../folder/folder.ts';
import { objectOf } from '../folder/json.ts';
import type { Change } from './change.ts';
import { fromTo } from './leaves.ts';
import { diffQuery } from './query-tokens.ts';

/** The query texts of a folder, by the target, variable, annotation or alert query that holds them. */
export type QueryIndex = ReadonlyMap<Entity, Query>;

/** The queries of a folder by the object that holds them. */
export function indexQueries(folder: ProvisioningFolder): QueryIndex {
  return new Map(folder.queries.map((query) => [holder(query), query]));
}

function holder({ owner }: Query): Entity {
  switch (owner.kind) {
    case 'panel':
      return owner.target;
    case 'variable':
      return owner.variable;
    case 'annotation':
      return owner.annotation;
    case 'alert':
      return owner.query;
  }
}

/** An object that holds a query, before and after, with the indexes to look the query up in. */
export interface QueryPair {
  readonly before: Entity;
  readonly after: Entity;
  readonly old: QueryIndex;
  readonly now: QueryIndex;
}

/** The change of a query's text, with its differing tokens when the language is known. */
export function queryChange(id: string, part: string | undefined, name: string, pair: QueryPair): Change[] {
  const [one, other] = [textOf(pair.before, pair.old, pair), textOf(pair.after, pair.now, pair)];
  if (one?.text === other?.text) return [];
  const base = { id, ...(part === undefined ? {} : { part }) };
  if (one === undefined || other === undefined || one.language !== other.language)
    return [{ ...base, text: `${name}: ${fromTo(one?.text, other?.text)}` }];
  const query = diffQuery(other.language, one.text, other.text);
  return [
    query
      ? { ...base, text: `${name} changed`, query }
      : { ...base, id: 'query/white-space', text: `${name}: only white space changed` },
  ];
}

/** Paths of the query texts, relative to the objects that hold them, in the form of `leafChanges`. */
export function textPaths({ before, after, old, now }: QueryPair): string[] {
  return [[before, old.get(before)] as const, [after, now.get(after)] as const].flatMap(([owner, query]) =>
    query ? [query.path.slice(owner.path.length).join('.')] : [],
  );
}

/**
 * The query text of an object. When its data source has another uid on one side, only the other side knows the
 * language.
 */
function textOf(owner: Entity, index: QueryIndex, pair: QueryPair): Pick<Query, 'language' | 'text'> | undefined {
  const query = index.get(owner);
  if (query) return query;
  const language = (pair.old.get(pair.before) ?? pair.now.get(pair.after))?.language;
  const [path = ''] = textPaths(pair);
  const text = path.split('.').reduce<unknown>((value, key) => objectOf(value)[key], owner.json);
  return language !== undefined && typeof text === 'string' ? { language, text } : undefined;
}
