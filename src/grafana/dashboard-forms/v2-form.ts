import type { Origins, Path } from './origins.ts';
import { panelOf, querySource, queryTarget } from './v2-panels.ts';
import { panelsOfLayout, variablesOfSections } from './v2-layout.ts';
import { v2Variable } from './v2-variables.ts';
import { type Json, objectAt, objectsAt, textAt } from './values.ts';

/** The schemaVersion of the converted dashboard. */
const NEWEST_SCHEMA = 42;

/**
 * Converts a dashboard with elements and a layout to the classic form, like Grafana's own conversion, so that one set
 * of rules covers both. `at` is the path of `spec` in the file.
 */
export function classicOfV2(spec: Json, at: Path, origins: Origins | undefined): Json {
  const elements = objectAt(spec, 'elements');
  const time = objectAt(spec, 'timeSettings');
  const dashboard: Json = { schemaVersion: NEWEST_SCHEMA };
  origins?.stoodFor(dashboard, spec);
  const copy = (from: Json, fromKey: string, to: Json, toKey: string) => {
    if (from[fromKey] === undefined) return;
    to[toKey] = from[fromKey];
    origins?.moved(from, fromKey, to, toKey);
  };
  for (const key of ['title', 'description', 'tags', 'editable', 'liveNow', 'preload', 'links'])
    copy(spec, key, dashboard, key);
  const range: Json = {};
  copy(time, 'from', range, 'from');
  copy(time, 'to', range, 'to');
  dashboard['time'] = range;
  for (const key of ['timezone', 'weekStart', 'fiscalYearStartMonth']) copy(time, key, dashboard, key);
  copy(time, 'autoRefresh', dashboard, 'refresh');
  origins?.wrote(dashboard, 'time', [...at, 'timeSettings']);
  dashboard['panels'] = panelsOfLayout(
    objectAt(spec, 'layout'),
    (name) => {
      const element = Object.hasOwn(elements, name) ? objectAt(elements, name) : undefined;
      return element && panelOf(element, origins);
    },
    origins,
  );
  origins?.wrote(dashboard, 'panels', [...at, 'elements']);
  const variables = [...objectsAt(spec, 'variables'), ...variablesOfSections(objectAt(spec, 'layout'))];
  dashboard['templating'] = { list: variables.map((variable) => v2Variable(variable, origins)) };
  origins?.wrote(dashboard, 'templating', [...at, 'variables']);
  dashboard['annotations'] = { list: objectsAt(spec, 'annotations').map((entry) => annotation(entry, origins)) };
  origins?.wrote(dashboard, 'annotations', [...at, 'annotations']);
  return dashboard;
}

/** An annotation has its query in `target`, or at the top level for older data sources. */
function annotation(entry: Json, origins: Origins | undefined): Json {
  const { query: _query, legacyOptions: _legacy, ...rest } = objectAt(entry, 'spec');
  const made: Json = { ...objectAt(objectAt(entry, 'spec'), 'legacyOptions'), ...rest };
  origins?.stoodFor(made, objectAt(entry, 'spec'));
  const source = querySource(objectAt(entry, 'spec'), made, origins);
  if (source) made['datasource'] = source;
  made['target'] = queryTarget(objectAt(entry, 'spec'), origins);
  made['builtIn'] = made['builtIn'] === true ? 1 : undefined;
  return made;
}

/** Whether a `spec` has elements. */
export function hasElements(spec: Json): boolean {
  return spec['elements'] !== undefined || textAt(objectAt(spec, 'layout'), 'kind') !== '';
}
