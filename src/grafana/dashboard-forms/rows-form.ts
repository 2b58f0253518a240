import type { Origins } from './origins.ts';
import { type Json, numberAt, objectsAt } from './values.ts';

const COLUMNS = 24;
/** A span is measured in twelfths of the width. */
const COLUMNS_OF_SPAN = COLUMNS / 12;
const DEFAULT_SPAN = 4;
const DEFAULT_HEIGHT = 250;
const LOWEST_HEIGHT = 90;
/** The height of a grid cell in pixels, including the space below it. */
const CELL = 38;

/**
 * Converts `rows`, the form before schemaVersion 16, to the grid. Rows become row panels if any of them is collapsed,
 * repeated or shows its title.
 */
export function rowsToGrid(dashboard: Json, origins: Origins | undefined): void {
  if (!Array.isArray(dashboard['rows'])) return;
  // A value that is not a list is kept for its own finding; the panels of rows must not hide it.
  if (dashboard['panels'] !== undefined && !Array.isArray(dashboard['panels'])) return;
  const rows = objectsAt(dashboard, 'rows');
  delete dashboard['rows'];
  const panels = objectsAt(dashboard, 'panels');
  const showRows = rows.some((row) => row['collapse'] || row['showTitle'] || row['repeat']);
  let nextId = 1 + Math.max(0, ...[...panels, ...rows.flatMap(panelsOf)].map((panel) => numberAt(panel, 'id') ?? 0));
  let top = 0;
  // A row with an iteration is a copy that Grafana creates again.
  for (const row of rows.filter((one) => !one['repeatIteration'])) {
    const isCollapsed = showRows && row['collapse'] === true;
    const height = gridHeight(row['height'] || DEFAULT_HEIGHT);
    const rowPanel = showRows ? rowPanelOf(row, nextId++, top++, origins) : undefined;
    const bottom = place(panelsOf(row), top, height);
    if (isCollapsed && rowPanel) rowPanel['panels'] = row['panels'];
    else panels.push(...panelsOf(row));
    if (rowPanel) panels.push(rowPanel);
    if (!isCollapsed) top = bottom;
  }
  dashboard['panels'] = panels;
}

function panelsOf(row: Json): Json[] {
  return objectsAt(row, 'panels');
}

function rowPanelOf(row: Json, id: number, top: number, origins: Origins | undefined): Json {
  const panel: Json = { id, type: 'row', panels: [], gridPos: { x: 0, y: top, w: COLUMNS, h: 1 } };
  origins?.stoodFor(panel, row);
  if (row['collapse'] !== undefined) panel['collapsed'] = row['collapse'];
  for (const key of ['title', 'repeat']) if (row[key] !== undefined && row[key] !== null) panel[key] = row[key];
  return panel;
}

/** Positions the panels of a row from left to right, wrapping lines; returns the line below all of them. */
function place(panels: readonly Json[], top: number, height: number): number {
  let [x, y, bottom] = [0, top, top + height];
  for (const panel of panels) {
    const span = Math.floor(numberAt(panel, 'span') || DEFAULT_SPAN);
    const w = Math.min(COLUMNS, span * COLUMNS_OF_SPAN);
    const h = panel['height'] ? gridHeight(panel['height']) : height;
    if (x + w > COLUMNS) [x, y] = [0, bottom];
    panel['gridPos'] = { x, y, w, h };
    bottom = Math.max(bottom, y + h);
    x += w;
    const minSpan = numberAt(panel, 'minSpan');
    if (minSpan) panel['minSpan'] = Math.min(COLUMNS, COLUMNS_OF_SPAN * minSpan);
    delete panel['span'];
  }
  return bottom;
}

/** Converts pixels, as a number or as `200px`, to grid cells. */
function gridHeight(pixels: unknown): number {
  const number = typeof pixels === 'string' ? Number.parseInt(pixels.replace('px', ''), 10) : Number(pixels);
  return Math.ceil(Math.max(Number.isFinite(number) ? number : DEFAULT_HEIGHT, LOWEST_HEIGHT) / CELL);
}
