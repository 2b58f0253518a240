import type { Panel } from '../../folder/folder.ts';
import { getOrInsert } from '../../folder/get-or-insert.ts';
import { isObject, numberOf } from '../../folder/json.ts';
import type { Report, Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';

interface Box {
  readonly panel: Panel;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Panels are inside the grid and do not overlap. */
export const panelGrid: Rule = {
  id: 'panel/grid',
  severity: 'warning',
  description: 'Panels are inside the 24 columns of the grid and do not overlap.',
  why: 'When Grafana opens the dashboard, it pushes overlapping panels down and shrinks panels that are too wide, so the dashboard does not look as it was written, and changes with each edit.',
  bad: '"gridPos": {"x": 18, "y": 0, "w": 12, "h": 8}',
  good: '"gridPos": {"x": 12, "y": 0, "w": 12, "h": 8}',
  dashboard({ panels }, report) {
    const boxes = panels.flatMap((panel) => boxOf(panel) ?? []);
    for (const { panel, x, y, w, h } of boxes) {
      if (x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= 24) continue;
      report({
        place: panel,
        at: ['gridPos'],
        message: `${panel.label} ${x + w > 24 ? `ends in column ${x + w} of 24` : 'has no size or is outside the grid'}, so Grafana moves or shrinks it.`,
        hint: 'x + w is at most 24; w and h are at least 1.',
      });
    }
    // The panels of a collapsed row have their own grid.
    const grids = new Map<string, Box[]>();
    for (const box of boxes) getOrInsert(grids, holderOf(box.panel), () => []).push(box);
    for (const grid of grids.values()) reportOverlaps(grid, report);
  },
};

function boxOf(panel: Panel): Box | undefined {
  const { gridPos } = panel.json;
  if (!isObject(gridPos)) return undefined;
  const size = (key: string, usual: number) => numberOf(gridPos[key]) ?? usual;
  return { panel, x: size('x', 0), y: size('y', 0), w: size('w', 12), h: size('h', 8) };
}

function holderOf({ path }: Panel): string {
  return path.slice(0, -2).join('/');
}

/**
 * Reports each panel once, with the first panel above that it overlaps. Panels are few, so comparing pairs is fast
 * enough.
 */
function reportOverlaps(boxes: readonly Box[], report: Report): void {
  const ordered = boxes.toSorted((left, right) => left.y - right.y || left.x - right.x);
  for (const box of ordered) {
    const under = ordered.find(
      (other) => other === box || (other.y + other.h > box.y && other.x < box.x + box.w && box.x < other.x + other.w),
    );
    // Only those before it: the one found is itself when none of them overlaps it.
    if (under && under !== box)
      report({
        place: box.panel,
        at: ['gridPos'],
        message: `${box.panel.label} overlaps ${nameOf(under.panel)} (${placed(under.panel)}), so Grafana pushes it down.`,
        hint: 'Move one of the two.',
      });
  }
}

function nameOf({ type, title, id }: Panel): string {
  return `the ${type === 'row' ? 'row' : 'panel'} ${title === '' && id !== undefined ? `id ${id}` : `"${title}"`}`;
}
