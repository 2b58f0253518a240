import type { Origins } from './origins.ts';
import { migratePlugin } from './classic-form.ts';
import { isJson, type Json, objectAt, objectsAt, textAt } from './values.ts';

/** The key for a query whose whole model is one string. */
const LEGACY_TEXT = '__legacyStringValue';

/** The classic panel of an element, without a position; undefined for an unknown kind of element. */
export function panelOf(element: Json, origins: Origins | undefined): Json | undefined {
  const kind = textAt(element, 'kind');
  const spec = objectAt(element, 'spec');
  if (kind === 'LibraryPanel') {
    const { id, title, libraryPanel } = spec;
    const panel: Json = { id, title, type: 'library-panel-ref', libraryPanel };
    origins?.stoodFor(panel, spec);
    return panel;
  }
  return kind === 'Panel' ? panelOfSpec(spec, origins) : undefined;
}

function panelOfSpec(spec: Json, origins: Origins | undefined): Json {
  const viz = objectAt(spec, 'vizConfig');
  const settings = objectAt(viz, 'spec');
  const data = objectAt(objectAt(spec, 'data'), 'spec');
  const panel: Json = {};
  origins?.stoodFor(panel, spec);
  const copy = (from: Json, fromKey: string, toKey: string = fromKey) => {
    if (from[fromKey] === undefined) return;
    panel[toKey] = from[fromKey];
    origins?.moved(from, fromKey, panel, toKey);
  };
  for (const key of ['id', 'title', 'description', 'links', 'transparent']) copy(spec, key);
  // Before v2beta1 the plugin was named by the kind.
  copy(viz, viz['group'] === undefined ? 'kind' : 'group', 'type');
  copy(viz, 'version', 'pluginVersion');
  copy(settings, 'pluginVersion');
  copy(settings, 'options');
  copy(settings, 'fieldConfig');
  for (const key of Object.keys(objectAt(data, 'queryOptions'))) copy(objectAt(data, 'queryOptions'), key);
  const queries = objectsAt(data, 'queries').map((query) => objectAt(query, 'spec'));
  const targets = queries.map((query) => queryTarget(query, origins));
  panel['targets'] = targets;
  const source = sourceOfPanel(targets);
  if (source) {
    panel['datasource'] = source;
    const [first] = targets;
    if (first) origins?.moved(first, 'datasource', panel, 'datasource');
  }
  panel['transformations'] = objectsAt(data, 'transformations').map((one) => transformation(one, origins));
  migratePlugin(panel, origins);
  return panel;
}

/** Converts `{group, spec}` of v2, or `{kind, spec: {id}}` of earlier versions. */
function transformation(entry: Json, origins: Origins | undefined): Json {
  const spec = objectAt(entry, 'spec');
  const made: Json = { id: spec['id'] ?? entry['group'] ?? entry['kind'], ...spec };
  origins?.stoodFor(made, spec);
  if (spec['id'] === undefined) origins?.moved(entry, entry['group'] === undefined ? 'kind' : 'group', made, 'id');
  return made;
}

/** The target of a query: the content of `query.spec`, with its refId, data source and hidden state. */
export function queryTarget(query: Json, origins: Origins | undefined): Json {
  const spec = objectAt(objectAt(query, 'query'), 'spec');
  const { [LEGACY_TEXT]: text, ...rest } = spec;
  const target: Json = { ...rest, ...(typeof text === 'string' ? { query: text } : {}) };
  origins?.stoodFor(target, spec);
  if (typeof text === 'string') origins?.moved(spec, LEGACY_TEXT, target, 'query');
  for (const [from, to] of [
    ['refId', 'refId'],
    ['hidden', 'hide'],
  ] as const) {
    if (query[from] === undefined) continue;
    target[to] = query[from];
    origins?.moved(query, from, target, to);
  }
  const source = querySource(query, target, origins);
  if (source) target['datasource'] = source;
  return target;
}

/**
 * The data source of a query, variable or annotation: `query.datasource.name` with the type in `group`, or before
 * v2beta1 `datasource.uid` next to the query with the type in its kind. `owner` is the object that gets the data
 * source.
 */
export function querySource(holder: Json, owner: Json, origins: Origins | undefined): Json | undefined {
  const query = isJson(holder['query']) ? holder['query'] : holder;
  const isOld = query['group'] === undefined;
  const named = isOld ? objectAt(holder, 'datasource') : objectAt(query, 'datasource');
  const uid = isOld ? named['uid'] : (named['name'] ?? named['uid']);
  const type = isOld ? (named['type'] ?? typeOfKind(query)) : query['group'];
  if (uid === undefined && (type === undefined || type === '')) return undefined;
  const source: Json = { ...(type === undefined ? {} : { type }), ...(uid === undefined ? {} : { uid }) };
  const uidKey = isOld || named['name'] === undefined ? 'uid' : 'name';
  if (uid !== undefined) origins?.moved(named, uidKey, source, 'uid');
  origins?.moved(query, isOld ? 'kind' : 'group', source, 'type');
  if (uid === undefined) origins?.moved(query, isOld ? 'kind' : 'group', owner, 'datasource');
  return source;
}

/** In v2alpha1 the kind of a query is the type of its data source; newer versions and variables have other kinds. */
function typeOfKind(query: Json): string | undefined {
  const kind = textAt(query, 'kind');
  return kind === '' || kind === 'DataQuery' || kind.endsWith('Variable') || kind === 'AnnotationQuery'
    ? undefined
    : kind;
}

/** The data source of all queries, or the mixed one if they differ. */
function sourceOfPanel(targets: readonly Json[]): Json | undefined {
  const sources = targets.map((target) => objectAt(target, 'datasource'));
  const [first] = sources;
  if (!first || Object.keys(first).length === 0) return undefined;
  const isOne = sources.every(({ uid, type }) => uid === first['uid'] && type === first['type']);
  return isOne ? first : { type: 'datasource', uid: '-- Mixed --' };
}
