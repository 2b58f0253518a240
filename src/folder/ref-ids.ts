import type { Panel } from './folder.ts';
import { objectOf } from './json.ts';
import { overrideMatchers } from './matchers.ts';
import type { Path } from './source/source.ts';
import { transformationsOf } from './transformations.ts';

/** A query that an override or a transformation of its panel refers to, and where. */
export interface NamedQuery {
  readonly refId: string;
  /** Path below the panel. */
  readonly at: Path;
}

/**
 * Every query that the overrides and transformations of a panel name. Whatever follows a first transformation is left
 * out, because that may rename its result.
 */
export function namedQueries(panel: Panel): NamedQuery[] {
  const first = transformationsOf(panel).find(({ isDisabled }) => !isDisabled);
  if (first === undefined)
    return overrideMatchers(panel).flatMap(({ id, options, at }) =>
      id === 'byFrameRefID' ? named(options, [...at, 'options']) : [],
    );
  const { id, options, json, at } = first;
  const filter = objectOf(json['filter']);
  const members = { filterByRefId: ['include', 'exclude'], configFromData: ['configRefId'] }[id] ?? [];
  return [
    ...(filter['id'] === 'byRefId' ? named(filter['options'], [...at, 'filter', 'options']) : []),
    ...members.flatMap((member) => named(options[member], [...at, 'options', member])),
  ];
}

/** `A`, or `A|B` in the older form; a regular expression or a variable is left out, since it may match anything. */
function named(text: unknown, at: Path): NamedQuery[] {
  if (typeof text !== 'string' || text === '' || text.startsWith('/') || text.includes('$')) return [];
  return text.split('|').map((refId) => ({ refId, at }));
}
