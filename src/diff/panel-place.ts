import { diffArrays } from 'diff';

import type { Dashboard, Panel } from '../folder/folder.ts';
import { numberOf, objectOf } from '../folder/json.ts';
import type { Box } from './change.ts';
import type { Pair } from './match.ts';

/** The row that a panel is under; its key stays the same when it is renamed. */
export interface Row {
  readonly key: string;
  readonly title: string;
}
/** The row of panels above the first row, and of rows themselves. */
export const NO_ROW: Row = { key: '', title: '' };

/** Where a panel is: its grid cell, and the row that it belongs to. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly row: Row;
}

/**
 * The place of each panel of a dashboard. A panel belongs to the collapsed row that holds it or, when rows are
 * expanded, to the last row above it.
 */
export function placesOf(dashboard: Dashboard): ReadonlyMap<Panel, Place> {
  const places = new Map<Panel, Place>();
  let row = NO_ROW;
  for (const panel of dashboard.panels.toSorted(
    (left, right) =>
      inReadingOrder(placeOf(topOf(left, dashboard), NO_ROW), placeOf(topOf(right, dashboard), NO_ROW)) ||
      left.path.length - right.path.length,
  )) {
    if (panel.type === 'row') row = { key: `${panel.id ?? panel.title}`, title: panel.title };
    places.set(panel, placeOf(panel, panel.type === 'row' ? NO_ROW : row));
  }
  return places;
}

/** Pairs whose panel changed its order, column or row; panels that were only pushed up or down do not count. */
export function movedPairs(
  pairs: readonly Pair<Panel>[],
  before: ReadonlyMap<Panel, Place>,
  after: ReadonlyMap<Panel, Place>,
): Set<Pair<Panel>> {
  const ordered = (places: ReadonlyMap<Panel, Place>, side: keyof Pair<Panel>) =>
    pairs.toSorted((left, right) => inReadingOrder(places.get(left[side]), places.get(right[side])));
  const jumped = diffArrays(ordered(before, 'before'), ordered(after, 'after')).flatMap(({ added, value }) =>
    added ? value : [],
  );
  const shifted = pairs.filter((pair) => {
    const [old, now] = [before.get(pair.before), after.get(pair.after)];
    return old?.x !== now?.x || old?.row.key !== now?.row.key;
  });
  return new Set([...jumped, ...shifted]);
}

/** The box of a panel in a picture of the layout, with the tops of `openedTops`. */
export function boxOf(
  panel: Panel,
  { x, width, height }: Place,
  mark: Box['mark'],
  tops: ReadonlyMap<Panel, number>,
): Box {
  return { x, y: tops.get(panel) ?? 0, width, height, title: panel.title, isRow: panel.type === 'row', mark };
}

/**
 * The top of each panel with every row expanded: panels in collapsed rows are stored as if nothing were above them, so
 * without this they would overlap.
 */
export function openedTops({ panels }: Dashboard): Map<Panel, number> {
  const tops = new Map<Panel, number>();
  let pushed = 0;
  for (const panel of panels
    .filter(({ path }) => path.length === 2)
    .sort((left, right) => placeOf(left, NO_ROW).y - placeOf(right, NO_ROW).y)) {
    const { y, height } = placeOf(panel, NO_ROW);
    tops.set(panel, y + pushed);
    const held = panels
      .filter(({ path }) => path.length > 2 && path[1] === panel.path[1])
      .map((inner) => ({ inner, place: placeOf(inner, NO_ROW) }));
    if (held.length === 0) continue;
    const first = Math.min(...held.map(({ place }) => place.y));
    for (const { inner, place } of held) tops.set(inner, y + height + pushed + place.y - first);
    pushed += Math.max(...held.map(({ place }) => place.y + place.height)) - first;
  }
  return tops;
}

function placeOf(panel: Panel, row: Row): Place {
  const grid = objectOf(panel.json['gridPos']);
  const number = (key: string) => numberOf(grid[key]) ?? 0;
  return { x: number('x'), y: number('y'), width: number('w'), height: number('h'), row };
}

/** A panel in a collapsed row is ordered by the row. */
function topOf(panel: Panel, dashboard: Dashboard): Panel {
  return panel.path.length <= 2
    ? panel
    : (dashboard.panels.find(({ path }) => path.length === 2 && path[1] === panel.path[1]) ?? panel);
}

function inReadingOrder(left: Place | undefined, right: Place | undefined): number {
  return (left?.y ?? 0) - (right?.y ?? 0) || (left?.x ?? 0) - (right?.x ?? 0);
}
