import type { Origins } from './origins.ts';
import { isJson, type Json, objectAt, objectsAt, textAt } from './values.ts';

/** Where Angular panels store the unit that their successors have in the defaults of the field configuration. */
const UNIT_OF: Readonly<Record<string, (panel: Json) => readonly [holder: Json, key: string] | undefined>> = {
  graph: (panel) => member(objectsAt(panel, 'yaxes')[0], 'format'),
  heatmap: (panel) => (panel['options'] === undefined ? member(objectAt(panel, 'yAxis'), 'format') : undefined),
  singlestat: (panel) => member(panel, 'format'),
  'grafana-singlestat-panel': (panel) => member(panel, 'format'),
  'grafana-piechart-panel': (panel) => member(panel, 'format'),
  'natel-discrete-panel': (panel) => member(panel, 'units'),
  'table-old': (panel) => member(styleOfAll(panel), 'unit'),
};

/** Gives a panel that Grafana migrates from Angular the unit of its successor. */
export function unitOfAngular(panel: Json, origins: Origins | undefined): void {
  const type = typeof panel['autoMigrateFrom'] === 'string' ? panel['autoMigrateFrom'] : textAt(panel, 'type');
  const found = Object.hasOwn(UNIT_OF, type) ? UNIT_OF[type]?.(panel) : undefined;
  const config = isJson(panel['fieldConfig']) ? panel['fieldConfig'] : {};
  const defaults = isJson(config['defaults']) ? config['defaults'] : {};
  if (!found || defaults['unit'] !== undefined) return;
  const [holder, key] = found;
  defaults['unit'] = holder[key];
  origins?.moved(holder, key, defaults, 'unit');
  config['defaults'] = defaults;
  panel['fieldConfig'] = config;
}

function member(holder: Json | undefined, key: string): readonly [Json, string] | undefined {
  return holder && textAt(holder, key) !== '' ? [holder, key] : undefined;
}

/** The style of every column. */
function styleOfAll(panel: Json): Json | undefined {
  return objectsAt(panel, 'styles').find(({ pattern }) => pattern === '/.*/');
}
