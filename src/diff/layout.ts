import type { Dashboard, Panel } from '../folder/folder.ts';
import type { Box, LayoutDiff } from './change.ts';
import type { Matched, Pair } from './match.ts';
import { boxOf, movedPairs, NO_ROW, openedTops, type Place, placesOf } from './panel-place.ts';

/** The matched panels of a dashboard, with their places on both sides. */
export interface MatchedPanels {
  readonly matched: Matched<Panel>;
  readonly moved: ReadonlySet<Pair<Panel>>;
  readonly placeBefore: (panel: Panel) => Place;
  readonly placeAfter: (panel: Panel) => Place;
}

/** Adds their places to the matched panels of a dashboard, and which of them moved. */
export function placedPanels(before: Dashboard, after: Dashboard, matched: Matched<Panel>): MatchedPanels {
  const [places, newPlaces] = [placesOf(before), placesOf(after)];
  return {
    matched,
    moved: movedPairs(matched.pairs, places, newPlaces),
    placeBefore: (panel) => places.get(panel) ?? NOWHERE,
    placeAfter: (panel) => newPlaces.get(panel) ?? NOWHERE,
  };
}

/** The layout before and after, with what happened to each panel; undefined when no panel changed its place. */
export function layoutDiff(
  before: Dashboard,
  after: Dashboard,
  { matched, moved, placeBefore, placeAfter }: MatchedPanels,
  isChanged: (pair: Pair<Panel>) => boolean,
): LayoutDiff | undefined {
  const [tops, newTops] = [openedTops(before), openedTops(after)];
  const mark = (pair: Pair<Panel>): Box['mark'] => (moved.has(pair) ? 'moved' : isChanged(pair) ? 'changed' : 'same');
  const pairs = matched.pairs.map((pair) => ({
    before: boxOf(pair.before, placeBefore(pair.before), mark(pair), tops),
    after: boxOf(pair.after, placeAfter(pair.after), mark(pair), newTops),
  }));
  if (
    matched.removed.length + matched.added.length === 0 &&
    pairs.every((pair) => isSamePlace(pair.before, pair.after))
  )
    return undefined;
  return {
    before: [
      ...pairs.map((pair) => pair.before),
      ...matched.removed.map((panel) => boxOf(panel, placeBefore(panel), 'removed', tops)),
    ],
    after: [
      ...pairs.map((pair) => pair.after),
      ...matched.added.map((panel) => boxOf(panel, placeAfter(panel), 'added', newTops)),
    ],
  };
}

/** The layout of a dashboard that was added or removed. */
export function wholeLayout(dashboard: Dashboard, mark: 'added' | 'removed'): Box[] {
  const tops = openedTops(dashboard);
  return [...placesOf(dashboard)].map(([panel, place]) => boxOf(panel, place, mark, tops));
}

const NOWHERE: Place = { x: 0, y: 0, width: 0, height: 0, row: NO_ROW };

function isSamePlace(before: Box, after: Box): boolean {
  return before.x === after.x && before.y === after.y && before.width === after.width && before.height === after.height;
}
