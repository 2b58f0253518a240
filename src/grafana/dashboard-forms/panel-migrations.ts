import { upgradeMappings } from './old-mappings.ts';
import type { Origins } from './origins.ts';
import { isJson, type Json, numberAt, objectAt, objectsAt, textAt } from './values.ts';

/** A migration of the panels of dashboards with a schemaVersion below a number. */
export interface PanelMigration {
  readonly below: number;
  readonly rewrite: (panel: Json, origins: Origins | undefined) => void;
}

/**
 * Grafana's migrations of panels by the dashboard's schemaVersion, oldest first, limited to those that move a value
 * used here.
 */
export const panelMigrations: readonly PanelMigration[] = [
  { below: 17, rewrite: minSpan },
  { below: 18, rewrite: optionsOfGauge },
  { below: 19, rewrite: links },
  { below: 24, rewrite: angularTable },
  { below: 26, rewrite: textPanel },
  { below: 30, rewrite: mappings },
  { below: 30, rewrite: tooltip },
  { below: 31, rewrite: mergeLabels },
  { below: 37, rewrite: legend },
  { below: 38, rewrite: cellOptions },
  { below: 39, rewrite: statsOfTimeSeriesTable },
];

const FACTORS = [1, 2, 3, 4, 6, 8, 12, 24];

function minSpan(panel: Json, origins: Origins | undefined): void {
  const span = numberAt(panel, 'minSpan');
  const most = span === undefined || span <= 0 ? undefined : FACTORS.findLast((factor) => factor <= 24 / span);
  if (most !== undefined && most < 24) {
    panel['maxPerRow'] = most;
    origins?.moved(panel, 'minSpan', panel, 'maxPerRow');
  }
  delete panel['minSpan'];
}

function optionsOfGauge(panel: Json, origins: Origins | undefined): void {
  const old = panel['options-gauge'];
  if (!isJson(old)) return;
  const valueOptions: Json = {};
  for (const key of ['unit', 'stat', 'decimals', 'prefix', 'suffix']) {
    if (old[key] === undefined) continue;
    valueOptions[key] = old[key];
    origins?.moved(old, key, valueOptions, key);
    delete old[key];
  }
  if (Array.isArray(old['thresholds'])) old['thresholds'].reverse();
  // A bug of that time nested the options in the options.
  delete old['options'];
  delete panel['options-gauge'];
  panel['options'] = { ...old, valueOptions };
  origins?.stoodFor(objectAt(panel, 'options'), old);
}

/** Old links referred to a dashboard by its title, or by the end of its URL. */
function links(panel: Json): void {
  for (const link of objectsAt(panel, 'links')) {
    if (textAt(link, 'url') === '') link['url'] = oldLinkUrl(link);
    for (const key of ['dashboard', 'dashUri', 'type', 'keepTime', 'includeVars', 'params']) delete link[key];
  }
}

function oldLinkUrl(link: Json): string {
  const [title, uri] = [textAt(link, 'dashboard'), textAt(link, 'dashUri')];
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ ]+/g, '')
    .replaceAll(/ +/g, '-');
  const url = title !== '' ? `dashboard/db/${slug}` : uri !== '' ? `dashboard/${uri}` : '/';
  const params = [link['keepTime'] && '$__url_time_range', link['includeVars'] && '$__all_variables', link['params']];
  const query = params.filter((param) => typeof param === 'string' && param !== '').join('&');
  return query === '' ? url : `${url}?${query}`;
}

/** A table with styles is the Angular one; its successor takes over the styles but no options. */
function angularTable(panel: Json): void {
  if (panel['type'] !== 'table' || panel['table'] === 'table2' || !panel['styles']) return;
  panel['autoMigrateFrom'] = 'table-old';
  delete panel['options'];
  delete panel['fieldConfig'];
}

function textPanel(panel: Json): void {
  if (panel['type'] !== 'text2') return;
  panel['type'] = 'text';
  delete objectAt(panel, 'options')['angular'];
}

function mappings(panel: Json): void {
  const { defaults, properties } = fieldsOf(panel);
  if (Array.isArray(defaults['mappings'])) defaults['mappings'] = upgradeMappings(defaults['mappings']);
  for (const property of properties)
    if (property['id'] === 'mappings' && Array.isArray(property['value']))
      property['value'] = upgradeMappings(property['value']);
}

function tooltip(panel: Json, origins: Origins | undefined): void {
  const options = objectAt(panel, 'options');
  if (!['timeseries', 'xychart', 'xychart2'].includes(textAt(panel, 'type')) || !options['tooltipOptions']) return;
  options['tooltip'] = options['tooltipOptions'];
  origins?.moved(options, 'tooltipOptions', options, 'tooltip');
  delete options['tooltipOptions'];
}

function mergeLabels(panel: Json): void {
  const transformations = objectsAt(panel, 'transformations');
  if (!transformations.some(({ id }) => id === 'labelsToFields')) return;
  panel['transformations'] = transformations.flatMap((one) =>
    one['id'] === 'labelsToFields' ? [one, { id: 'merge', options: {} }] : [one],
  );
}

/** A legend was hidden by its mode or a flag; in earlier versions the whole legend was true or false. */
function legend(panel: Json): void {
  const options = objectAt(panel, 'options');
  const old = options['legend'];
  if (typeof old === 'boolean') options['legend'] = { showLegend: old };
  if (!isJson(old) || (old['displayMode'] !== 'hidden' && old['showLegend'] !== false)) return;
  old['displayMode'] = 'list';
  old['showLegend'] = false;
}

function cellOptions(panel: Json, origins: Origins | undefined): void {
  if (panel['type'] !== 'table') return;
  const { defaults, properties } = fieldsOf(panel);
  const custom = objectAt(defaults, 'custom');
  if (custom['displayMode'] !== undefined) {
    custom['cellOptions'] = cellOptionsOf(custom['displayMode']);
    origins?.moved(custom, 'displayMode', custom, 'cellOptions');
    delete custom['displayMode'];
  }
  for (const property of properties) {
    if (property['id'] !== 'custom.displayMode') continue;
    property['id'] = 'custom.cellOptions';
    property['value'] = cellOptionsOf(property['value']);
  }
}

const GAUGES: Readonly<Record<string, string>> = { basic: 'basic', 'gradient-gauge': 'gradient', 'lcd-gauge': 'lcd' };
const BACKGROUNDS: Readonly<Record<string, string>> = {
  'color-background': 'gradient',
  'color-background-solid': 'basic',
};

function cellOptionsOf(mode: unknown): Json {
  if (typeof mode !== 'string') return {};
  if (Object.hasOwn(GAUGES, mode)) return { type: 'gauge', mode: GAUGES[mode] };
  return Object.hasOwn(BACKGROUNDS, mode) ? { type: 'color-background', mode: BACKGROUNDS[mode] } : { type: mode };
}

function statsOfTimeSeriesTable(panel: Json): void {
  for (const transformation of objectsAt(panel, 'transformations')) {
    const stats = objectAt(transformation, 'options')['refIdToStat'];
    if (transformation['id'] !== 'timeSeriesTable' || !isJson(stats)) continue;
    transformation['options'] = Object.fromEntries(Object.entries(stats).map(([refId, stat]) => [refId, { stat }]));
  }
}

/** The field defaults of a panel, and the properties of all its overrides. */
function fieldsOf(panel: Json): { readonly defaults: Json; readonly properties: readonly Json[] } {
  const config = objectAt(panel, 'fieldConfig');
  return {
    defaults: objectAt(config, 'defaults'),
    properties: objectsAt(config, 'overrides').flatMap((override) => objectsAt(override, 'properties')),
  };
}
