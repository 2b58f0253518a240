import type { Origins } from './origins.ts';
import { type Json, numberAt, objectAt, objectsAt, textAt } from './values.ts';

const COLUMNS = 24;
/** The default number of columns of an automatic grid. */
const AUTO_COLUMNS = 3;
/** Row heights of an automatic grid, in cells. */
const AUTO_HEIGHTS: Readonly<Record<string, number>> = { short: 5, standard: 9, tall: 14 };
/** The first id for rows created from a layout; panel ids are far below. */
const FIRST_ROW_ID = 1_000_000;

/** Creates the panel for an element by its name. */
type PanelOf = (name: string) => Json | undefined | void;

/** The variables defined in rows and tabs, at any depth. */
export function variablesOfSections(layout: Json): Json[] {
  const spec = objectAt(layout, 'spec');
  return [...objectsAt(spec, 'rows'), ...objectsAt(spec, 'tabs')].flatMap((section) => {
    const own = objectAt(section, 'spec');
    return [...objectsAt(own, 'variables'), ...variablesOfSections(objectAt(own, 'layout'))];
  });
}

interface Placing {
  readonly panelOf: PanelOf;
  readonly origins: Origins | undefined;
  readonly ids: { next: number };
}
interface Placed {
  readonly panels: readonly Json[];
  /** The first line below them. */
  readonly bottom: number;
}

/** The panels of a layout, in order and positioned; rows and tabs become row panels. */
export function panelsOfLayout(layout: Json, panelOf: PanelOf, origins: Origins | undefined): readonly Json[] {
  return place(layout, 0, { panelOf, origins, ids: { next: FIRST_ROW_ID } }).panels;
}

function place(layout: Json, top: number, placing: Placing): Placed {
  const spec = objectAt(layout, 'spec');
  switch (textAt(layout, 'kind')) {
    case 'RowsLayout':
      return placeSections(objectsAt(spec, 'rows'), top, placing);
    case 'TabsLayout':
      return placeSections(objectsAt(spec, 'tabs'), top, placing);
    case 'AutoGridLayout':
      return placeAutomatically(spec, top, placing);
    default:
      return placeItems(objectsAt(spec, 'items'), top, placing);
  }
}

function placeItems(items: readonly Json[], top: number, placing: Placing): Placed {
  let bottom = top;
  const panels = items.flatMap((item) => {
    const spec = objectAt(item, 'spec');
    const [x, y] = [numberAt(spec, 'x') ?? 0, top + (numberAt(spec, 'y') ?? 0)];
    const gridPos: Json = { x, y, w: numberAt(spec, 'width') ?? 0, h: numberAt(spec, 'height') ?? 0 };
    bottom = Math.max(bottom, y + Number(gridPos['h']));
    for (const [from, to] of Object.entries({ x: 'x', y: 'y', width: 'w', height: 'h' }))
      placing.origins?.moved(spec, from, gridPos, to);
    return panelAt(spec, gridPos, placing);
  });
  return { panels, bottom };
}

function placeAutomatically(spec: Json, top: number, placing: Placing): Placed {
  const columns = Math.max(1, numberAt(spec, 'maxColumnCount') ?? AUTO_COLUMNS);
  const [w, h] = [Math.max(1, Math.floor(COLUMNS / columns)), AUTO_HEIGHTS[textAt(spec, 'rowHeightMode')] ?? 9];
  const items = objectsAt(spec, 'items');
  const panels = items.flatMap((item, index) => {
    const gridPos = { x: (index % columns) * w, y: top + Math.floor(index / columns) * h, w, h };
    return panelAt(objectAt(item, 'spec'), gridPos, placing);
  });
  return { panels, bottom: top + Math.ceil(items.length / columns) * h };
}

/** The panel of a layout item; empty if it names an element that does not exist. */
function panelAt(item: Json, gridPos: Json, { panelOf, origins }: Placing): Json[] {
  const panel = panelOf(textAt(objectAt(item, 'element'), 'name'));
  if (!panel) return [];
  panel['gridPos'] = gridPos;
  const repeat = objectAt(item, 'repeat');
  if (repeat['value'] !== undefined) {
    panel['repeat'] = repeat['value'];
    origins?.moved(repeat, 'value', panel, 'repeat');
    const { direction, maxPerRow } = repeat;
    if (direction !== undefined) panel['repeatDirection'] = direction;
    if (maxPerRow !== undefined) panel['maxPerRow'] = maxPerRow;
  }
  return [panel];
}

function placeSections(sections: readonly Json[], top: number, placing: Placing): Placed {
  const panels: Json[] = [];
  let y = top;
  for (const section of sections) {
    const spec = objectAt(section, 'spec');
    const isCollapsed = spec['collapse'] === true && spec['hideHeader'] !== true;
    const row = spec['hideHeader'] === true ? undefined : rowPanel(spec, y++, placing);
    const below = place(objectAt(spec, 'layout'), y, placing);
    if (row && isCollapsed) row['panels'] = below.panels;
    if (row) panels.push(row);
    if (!isCollapsed) panels.push(...below.panels);
    if (!isCollapsed) y = below.bottom;
  }
  return { panels, bottom: y };
}

function rowPanel(spec: Json, y: number, { origins, ids }: Placing): Json {
  const row: Json = { id: ids.next, type: 'row', panels: [], collapsed: false, gridPos: { x: 0, y, w: COLUMNS, h: 1 } };
  ids.next += 1;
  origins?.stoodFor(row, spec);
  if (spec['collapse'] !== undefined) row['collapsed'] = spec['collapse'];
  for (const key of ['title']) if (spec[key] !== undefined) row[key] = spec[key];
  const repeat = objectAt(spec, 'repeat');
  if (repeat['value'] !== undefined) {
    row['repeat'] = repeat['value'];
    origins?.moved(repeat, 'value', row, 'repeat');
  }
  return row;
}
