import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import type { CompileContext, JsonObject, JsonValue } from './context.ts';

/** A query found in a panel. */
interface FoundQuery {
  readonly refId: string;
  readonly text: string;
  readonly origin: string;
}

const REF_IDS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** The toggle for alert states and hand-made annotations, which Grafana adds to every dashboard it saves. */
const BUILT_IN_ANNOTATIONS: JsonObject = {
  name: 'Annotations & Alerts',
  builtIn: 1,
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true,
  hide: true,
  iconColor: 'rgba(0, 211, 255, 1)',
  type: 'dashboard',
};

/**
 * What the SDK builds for a panel, mended into what Grafana saves: refIds, a data source on every target, links without
 * the SDK's extras.
 */
export function filePanel(built: Panel, context: CompileContext): { json: JsonObject; queries: FoundQuery[] } {
  const panel = plain(built);
  const queries: FoundQuery[] = [];
  const targets = (panel['targets'] as JsonObject[] | undefined)?.map((target, index) => {
    const { origin, ...rest } = target;
    const file = fileTarget({ refId: REF_IDS[index] ?? `Q${index}`, ...rest }, context);
    queries.push({
      refId: String(file['refId']),
      text: String(file['expr'] ?? file['rawSql'] ?? ''),
      origin: String(origin ?? ''),
    });
    return file;
  });
  if (panel['repeat'] === undefined) delete panel['repeatDirection'];
  if (panel['transparent'] === false) delete panel['transparent'];
  if (Array.isArray(panel['links'])) panel['links'] = panel['links'].map((link) => plainLink(link as JsonObject));
  const defaults = (panel['fieldConfig'] as JsonObject | undefined)?.['defaults'] as JsonObject | undefined;
  if (Array.isArray(defaults?.['links']))
    defaults['links'] = defaults['links'].map((link) => plainLink(link as JsonObject));
  // Every panel Grafana saves has a fieldConfig with both members; code that reads `overrides` expects a list.
  panel['fieldConfig'] = { defaults: {}, overrides: [], ...(panel['fieldConfig'] as JsonObject | undefined) };
  const options = panel['options'] as JsonObject | undefined;
  if (!context.facts.tableFooter && panel['type'] === 'table') delete options?.['footer'];
  panel['pluginVersion'] = context.facts.pluginVersion;
  if (targets) {
    panel['targets'] = targets;
    panel['datasource'] = panelDatasource(targets);
  }
  return { json: panel, queries };
}

/**
 * What the SDK builds around the panels, mended: lists present, variables without the interval fields, links visible.
 */
export function fileDashboard(built: Dashboard, context: CompileContext): JsonObject {
  const dashboard = plain(built);
  const variables = list((dashboard['templating'] as JsonObject | undefined)?.['list']).map((variable) =>
    fileVariable(variable, context),
  );
  const annotations = list((dashboard['annotations'] as JsonObject | undefined)?.['list']).map((annotation) =>
    fileAnnotation(annotation, context),
  );
  return {
    ...dashboard,
    schemaVersion: context.facts.schemaVersion,
    templating: { list: variables },
    annotations: { list: [BUILT_IN_ANNOTATIONS, ...annotations] },
    links: list(dashboard['links']).map(withoutPlacement),
  };
}

function fileVariable(variable: JsonObject, context: CompileContext): JsonObject {
  const { auto, auto_min, auto_count, ...rest } = variable;
  const kept =
    variable['type'] === 'interval'
      ? { ...rest, auto: auto ?? false, auto_min: auto_min ?? '10s', auto_count: auto_count ?? 30 }
      : rest;
  const located = withDatasource(kept, context);
  if (datasourceType(located) !== 'prometheus' || typeof located['query'] !== 'string') return located;
  const query = context.labelValues(located['query']);
  return { ...located, query, definition: query };
}

function fileAnnotation(annotation: JsonObject, context: CompileContext): JsonObject {
  const { placement: _placement, target, ...rest } = withDatasource(annotation, context);
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return rest;
  const { origin: _origin, ...query } = target;
  return { ...rest, target: fileTarget({ refId: 'Anno', ...query }, context) };
}

function fileTarget(target: JsonObject, context: CompileContext): JsonObject {
  const located = withDatasource(target, context);
  if (typeof located['expr'] === 'string') {
    const type = datasourceType(located);
    if (type === 'prometheus') located['expr'] = context.promql(located['expr']);
    if (type === 'loki' && !context.facts.lokiAuto)
      located['expr'] = located['expr'].replaceAll('$__auto', '$__interval');
  }
  if (datasourceType(located) === 'grafana-clickhouse-datasource')
    located['pluginVersion'] = context.facts.clickhousePluginVersion;
  return located;
}

/**
 * Sends a reference to one of our handles where the configuration points it, with the plugin id of the target Grafana.
 */
function withDatasource(object: JsonObject, context: CompileContext): JsonObject {
  const datasource = object['datasource'] as JsonObject | undefined;
  return datasource ? { ...object, datasource: context.datasource(datasource) } : { ...object };
}

/** A panel names the data source of its targets, or Grafana's "mixed" source when they differ. */
function panelDatasource(targets: readonly JsonObject[]): JsonValue {
  const references = targets.map((target) => JSON.stringify(target['datasource']));
  const [first] = references;
  return first !== undefined && references.every((reference) => reference === first)
    ? (JSON.parse(first) as JsonValue)
    : { type: 'datasource', uid: '-- Mixed --' };
}

function datasourceType(object: JsonObject): JsonValue | undefined {
  return (object['datasource'] as JsonObject | undefined)?.['type'];
}

/** SDK links carry a dashboard link's fields and a placement that hides them in the controls menu. */
function plainLink(link: JsonObject): JsonObject {
  return { title: link['title'] ?? '', url: link['url'] ?? '', targetBlank: link['targetBlank'] ?? false };
}

function withoutPlacement(link: JsonObject): JsonObject {
  const { placement: _placement, ...rest } = link;
  return rest;
}

function list(value: JsonValue | undefined): JsonObject[] {
  return (value ?? []) as JsonObject[];
}

/** A copy as data: SDK objects are live, shared between calls and hold functions. */
function plain(built: unknown): JsonObject {
  return JSON.parse(JSON.stringify(built)) as JsonObject;
}
