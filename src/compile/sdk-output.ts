import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { targetText } from '../grafana/target-text.ts';
import { plainCopy } from './plain-copy.ts';
import { isUnbound } from './sources.ts';
import type { CompileContext, JsonObject, JsonValue } from './context.ts';

/** A query found in a panel. */
interface FoundQuery {
  readonly refId: string;
  readonly text: string;
  readonly origin: string;
}

const REF_IDS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MIXED = '-- Mixed --';
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
 * Turns the SDK's panel into what Grafana saves: refIds, a data source on every target, links without the SDK's extras.
 * A data source set on the panel is kept, and applies to every target without its own.
 */
export function filePanel(built: Panel, context: CompileContext): { json: JsonObject; queries: FoundQuery[] } {
  const { targets: given, datasource, ...panel } = plain(built);
  const own = datasource ? context.datasource(datasource as JsonObject) : datasource;
  const found = (given as JsonObject[] | undefined)?.map((target, index) => panelTarget(target, index, own, context));
  const targets = found?.map(({ json }) => json);
  const source = own ?? (targets ? panelDatasource(targets) : undefined);
  return {
    json: {
      ...withoutDefaults(panel),
      ...(Array.isArray(panel['links']) ? { links: panel['links'].map((link) => plainLink(link as JsonObject)) } : {}),
      fieldConfig: fieldConfig(panel['fieldConfig'] as JsonObject | undefined),
      ...(panel['options'] === undefined ? {} : { options: panelOptions(panel, context) }),
      pluginVersion: context.facts.pluginVersion,
      ...(targets ? { targets } : {}),
      ...(source === undefined ? {} : { datasource: source }),
    },
    queries: found?.map(({ query }) => query) ?? [],
  };
}

function panelTarget(
  { origin, ...written }: JsonObject,
  index: number,
  own: JsonValue | undefined,
  context: CompileContext,
): { json: JsonObject; query: FoundQuery } {
  const inherited = own !== undefined && !isMixed(own) ? { datasource: own } : {};
  const { datasource, ...rest } = written;
  const target = isUnbound(datasource, context.settings) && own !== undefined ? rest : written;
  const json = fileTarget({ refId: REF_IDS[index] ?? `Q${index}`, ...inherited, ...target }, context);
  const text = targetText(json);
  return { json, query: { refId: String(json['refId']), text, origin: String(origin ?? '') } };
}

/** The data source "-- Mixed --" means that each target names its own. */
function isMixed(datasource: JsonValue): boolean {
  return typeof datasource === 'object' && datasource !== null && 'uid' in datasource && datasource['uid'] === MIXED;
}

/** Drops members that have no effect as the SDK writes them. */
function withoutDefaults(panel: JsonObject): JsonObject {
  const { repeatDirection, transparent, ...rest } = panel;
  return {
    ...rest,
    ...(panel['repeat'] === undefined || repeatDirection === undefined ? {} : { repeatDirection }),
    ...(transparent === undefined || transparent === false ? {} : { transparent }),
  };
}

/** Every panel Grafana saves has a fieldConfig with both members; code that reads `overrides` expects a list. */
function fieldConfig(config: JsonObject | undefined): JsonObject {
  const defaults = (config?.['defaults'] as JsonObject | undefined) ?? {};
  const links = defaults['links'];
  return {
    overrides: [],
    ...config,
    defaults: Array.isArray(links)
      ? { ...defaults, links: links.map((link) => plainLink(link as JsonObject)) }
      : defaults,
  };
}

function panelOptions(panel: JsonObject, { facts }: CompileContext): JsonValue {
  const options = panel['options'] as JsonObject;
  if (facts.tableFooter || panel['type'] !== 'table') return options;
  const { footer: _footer, ...rest } = options;
  return rest;
}

/**
 * Corrects what the SDK builds around the panels: adds missing lists, limits interval fields to interval variables,
 * shows links.
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
  const { placement: _placement, target, ...rest } = withMatchers(withDatasource(annotation, context), context);
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return rest;
  const { origin: _origin, ...query } = target;
  return { ...rest, target: fileTarget({ refId: 'Anno', ...query }, context) };
}

function fileTarget(target: JsonObject, context: CompileContext): JsonObject {
  const located = withMatchers(withDatasource(target, context), context);
  if (datasourceType(located) === 'loki' && typeof located['expr'] === 'string' && !context.facts.lokiAuto)
    located['expr'] = located['expr'].replaceAll('$__auto', '$__interval');
  if (datasourceType(located) === 'grafana-clickhouse-datasource')
    located['pluginVersion'] = context.facts.clickhousePluginVersion;
  return located;
}

/**
 * Adds the configured label matchers to the PromQL of a target, or of an annotation that has its query at the top
 * level.
 */
function withMatchers(object: JsonObject, { promql }: CompileContext): JsonObject {
  const { expr } = object;
  return typeof expr === 'string' && datasourceType(object) === 'prometheus'
    ? { ...object, expr: promql(expr) }
    : object;
}

/**
 * Resolves a reference to one of our handles to the configured data source, with its plugin id in the target Grafana.
 */
function withDatasource(object: JsonObject, context: CompileContext): JsonObject {
  const datasource = object['datasource'] as JsonObject | undefined;
  return datasource ? { ...object, datasource: context.datasource(datasource) } : { ...object };
}

/** The data source that all targets share, or Grafana's "mixed" source when they differ. */
function panelDatasource(targets: readonly JsonObject[]): JsonValue {
  const references = targets.map((target) => JSON.stringify(target['datasource']));
  const [first] = references;
  return first !== undefined && references.every((reference) => reference === first)
    ? (JSON.parse(first) as JsonValue)
    : { type: 'datasource', uid: MIXED };
}

function datasourceType(object: JsonObject): JsonValue | undefined {
  return (object['datasource'] as JsonObject | undefined)?.['type'];
}

/** The SDK gives panel links the fields of a dashboard link, and a placement that hides them in the controls menu. */
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

/** Safe: a plain copy of an object is a JSON object. */
function plain(built: object): JsonObject {
  return plainCopy(built) as JsonObject;
}
