import type { Origins } from './origins.ts';
import { singleStat } from './single-stat.ts';
import { isJson, type Json, objectAt, objectsAt, textAt } from './values.ts';

/** Migrates a panel to the current plugin, by the version of the plugin that wrote it. */
type PluginMigration = (panel: Json, written: string, origins: Origins | undefined) => void;

/**
 * The migration handlers of Grafana's panels (migrations.ts in each plugin), by panel type. Grafana calls a handler
 * whenever the panel's pluginVersion differs from its own; a panel without one counts as the oldest.
 */
export const pluginMigrations: Readonly<Record<string, PluginMigration>> = {
  bargauge: singleStat,
  canvas,
  dashlist,
  gauge: singleStat,
  geomap,
  heatmap,
  stat: singleStat,
  text,
  xychart,
};

/** Since this release, the series of an XY chart select their fields by matchers. */
const MATCHERS_OF_XYCHART = 11.1;

/** Whether Grafana treats the options of an XY chart as those of the plugin before 11.1. */
export function isOldXyChart(pluginVersion: string): boolean {
  return pluginVersion === '' || Number.parseFloat(pluginVersion) < MATCHERS_OF_XYCHART;
}

function xychart(panel: Json, written: string, origins: Origins | undefined): void {
  const options = objectAt(panel, 'options');
  if (!isOldXyChart(written) || panel['options'] === undefined) return;
  const dims = objectAt(options, 'dims');
  const isAuto = options['seriesMapping'] === 'auto';
  const series = isAuto ? [{}] : objectsAt(options, 'series');
  options['mapping'] = isAuto ? 'auto' : 'manual';
  options['series'] = series.map((old, index) => seriesOf(old, dims, index, origins));
  delete options['dims'];
  delete options['seriesMapping'];
}

function seriesOf(old: Json, dims: Json, index: number, origins: Origins | undefined): Json {
  const [color, size] = [objectAt(old, 'pointColor')['field'], objectAt(old, 'pointSize')['field']];
  const made: Json = {
    frame: { matcher: { id: 'byIndex', options: old['frame'] ?? dims['frame'] ?? index } },
    x: { matcher: fieldMatcher(old['x'] ?? dims['x']) },
    y: { matcher: fieldMatcher(old['y']) },
    ...(color ? { color: { matcher: fieldMatcher(color) } } : {}),
    ...(size ? { size: { matcher: fieldMatcher(size) } } : {}),
  };
  origins?.stoodFor(made, old);
  return made;
}

function fieldMatcher(name: unknown): Json {
  return name === undefined || name === null ? { id: 'byType', options: 'number' } : { id: 'byName', options: name };
}

const TEXT_MODES = new Set(['code', 'html', 'markdown']);

/** An Angular panel has its text at the top level, next to the title. */
function text(panel: Json, written: string, origins: Origins | undefined): void {
  if ('content' in panel && 'mode' in panel) {
    if (Number.parseFloat(written || '6.1') < 7.1) {
      panel['options'] = { content: panel['content'], mode: panel['mode'] };
      origins?.moved(panel, 'content', objectAt(panel, 'options'), 'content');
    }
    delete panel['content'];
    delete panel['mode'];
  }
  const options = objectAt(panel, 'options');
  if ('mode' in options && !TEXT_MODES.has(textAt(options, 'mode'))) options['mode'] = 'markdown';
}

function heatmap(panel: Json): void {
  const tooltip = objectAt(objectAt(panel, 'options'), 'tooltip');
  if (tooltip['show'] === undefined) return;
  tooltip['mode'] = tooltip['show'] === true ? 'single' : 'none';
  delete tooltip['show'];
}

/** Before 8.3 a map had one layer, with its style at the top level. */
function geomap(panel: Json, written: string): void {
  if (!written.startsWith('8.1') && !written.startsWith('8.2')) return;
  const [layer, ...more] = objectsAt(objectAt(panel, 'options'), 'layers');
  if (layer?.['type'] !== 'markers' || more.length > 0 || !isJson(layer['config'])) return;
  const { showLegend, size, color, fillOpacity } = layer['config'];
  layer['config'] = { showLegend: Boolean(showLegend), style: { size, color, opacity: fillOpacity } };
}

function canvas(panel: Json, written: string): void {
  const version = Number.parseFloat(written);
  for (const element of objectsAt(objectAt(objectAt(panel, 'options'), 'root'), 'elements')) {
    if (written === '' && element['type'] === 'text-box') element['type'] = 'rectangle';
    for (const action of version <= 11.3 ? objectsAt(element, 'actions') : []) {
      if (action['options'] === undefined) continue;
      action['fetch'] = action['options'];
      delete action['options'];
    }
    if (version <= 11.6) {
      delete element['oneClickMode'];
      delete element['oneClickLinks'];
    }
  }
}

const OLD_DASHLIST: Readonly<Record<string, string>> = {
  starred: 'showStarred',
  recent: 'showRecentlyViewed',
  search: 'showSearch',
  headings: 'showHeadings',
  limit: 'maxItems',
  query: 'query',
  folderId: 'folderId',
  tags: 'tags',
};

function dashlist(panel: Json, written: string, origins: Origins | undefined): void {
  const options = objectAt(panel, 'options');
  panel['options'] = options;
  for (const [old, key] of Object.entries(OLD_DASHLIST)) {
    if (panel[old] === undefined) continue;
    if (options[key] === undefined) {
      options[key] = panel[old];
      origins?.moved(panel, old, options, key);
    }
    if (Number.parseFloat(written || '6.1') < 6.3) delete panel[old];
  }
}
