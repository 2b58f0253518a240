import type { Origins } from './origins.ts';
import { rowsToGrid } from './rows-form.ts';
import { isJson, type Json, objectAt, objectsAt, textAt } from './values.ts';

/** A migration of dashboards with a schemaVersion below a number. */
export interface DashboardMigration {
  readonly below: number;
  readonly rewrite: (dashboard: Json, origins: Origins | undefined) => void;
}

/**
 * Grafana's migrations of whole dashboards, oldest first (DashboardMigrator, updateSchema), limited to those that move
 * or remove a value used here.
 */
export const dashboardMigrations: readonly DashboardMigration[] = [
  { below: 2, rewrite: services },
  { below: 6, rewrite: pulldowns },
  { below: 6, rewrite: ofVariables(typeOfVariable) },
  { below: 7, rewrite: timepickerOfNav },
  { below: 12, rewrite: ofVariables(refreshAndHide) },
  { below: 14, rewrite: sharedCrosshair },
  { below: 16, rewrite: rowsToGrid },
  { below: 27, rewrite: withoutRepeats },
  { below: 27, rewrite: ofVariables(constant) },
  { below: 28, rewrite: ofVariables(withoutTags) },
  { below: 29, rewrite: ofVariables(refreshOfQuery) },
  { below: 40, rewrite: refreshText },
  { below: 41, rewrite: withoutTimeOptions },
];

/** In the first versions, variables were among the services. */
function services(dashboard: Json, origins: Origins | undefined): void {
  const { filter } = objectAt(dashboard, 'services');
  if (!isJson(filter)) return;
  if (isJson(filter['time'])) dashboard['time'] = filter['time'];
  if (!Array.isArray(filter['list'])) return;
  dashboard['templating'] = { list: filter['list'] };
  origins?.moved(dashboard, 'services', dashboard, 'templating');
}

function pulldowns(dashboard: Json): void {
  const annotations = objectsAt(dashboard, 'pulldowns').find(({ type }) => type === 'annotations');
  if (annotations) dashboard['annotations'] = { list: annotations['annotations'] ?? [] };
}

function timepickerOfNav(dashboard: Json): void {
  const [first] = objectsAt(dashboard, 'nav');
  if (first) dashboard['timepicker'] = first;
}

function sharedCrosshair(dashboard: Json, origins: Origins | undefined): void {
  dashboard['graphTooltip'] = dashboard['sharedCrosshair'] ? 1 : 0;
  origins?.moved(dashboard, 'sharedCrosshair', dashboard, 'graphTooltip');
  delete dashboard['sharedCrosshair'];
}

/** Old versions saved the copies of repeated panels; Grafana creates them again. */
function withoutRepeats(dashboard: Json): void {
  if (!Array.isArray(dashboard['panels'])) return;
  const panels = objectsAt(dashboard, 'panels').filter((panel) => !panel['repeatPanelId'] && !panel['repeatByRow']);
  for (const row of panels.filter(({ type, panels: below }) => type === 'row' && Array.isArray(below)))
    row['panels'] = objectsAt(row, 'panels').filter((panel) => !panel['repeatPanelId']);
  dashboard['panels'] = panels;
}

function refreshText(dashboard: Json): void {
  if (typeof dashboard['refresh'] !== 'string') dashboard['refresh'] = '';
}

function withoutTimeOptions(dashboard: Json): void {
  delete objectAt(dashboard, 'timepicker')['time_options'];
}

function ofVariables(rewrite: (variable: Json) => void): DashboardMigration['rewrite'] {
  return (dashboard) => {
    for (const variable of objectsAt(objectAt(dashboard, 'templating'), 'list')) rewrite(variable);
  };
}

function typeOfVariable(variable: Json): void {
  if (variable['type'] === undefined || variable['type'] === 'filter') variable['type'] = 'query';
}

function refreshAndHide(variable: Json): void {
  if ('refresh' in variable) variable['refresh'] = variable['refresh'] ? 1 : 0;
  if (variable['hideVariable']) variable['hide'] = 2;
  else if (variable['hideLabel']) variable['hide'] = 1;
  delete variable['hideVariable'];
  delete variable['hideLabel'];
}

/** A visible constant could be edited by the viewer, so it becomes a text box. */
function constant(variable: Json): void {
  if (variable['type'] !== 'constant') return;
  const text = textAt(variable, 'query');
  variable['current'] = { selected: true, text, value: text };
  variable['options'] = [variable['current']];
  if (variable['hide'] === 0 || variable['hide'] === 1) variable['type'] = 'textbox';
}

function withoutTags(variable: Json): void {
  for (const key of ['tags', 'tagsQuery', 'tagValuesQuery', 'useTags']) delete variable[key];
}

function refreshOfQuery(variable: Json): void {
  if (variable['type'] !== 'query') return;
  if (variable['refresh'] !== 1 && variable['refresh'] !== 2) variable['refresh'] = 1;
  if (variable['options']) variable['options'] = [];
}
