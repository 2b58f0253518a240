import type { PanelSpec, RowSpec } from '../define/definitions.ts';

/** Columns of Grafana's grid. */
const COLUMNS = 24;

export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export interface PlacedPanel {
  readonly spec: PanelSpec;
  readonly gridPos: GridPos;
}
export interface PlacedRow {
  readonly spec: RowSpec;
  readonly gridPos: GridPos;
  readonly panels: readonly PlacedPanel[];
}

/**
 * Positions every panel below its row's heading: left to right, wrapped at column 24. A collapsed row takes one line,
 * because Grafana moves everything below it when it is opened.
 */
export function layout(rows: readonly RowSpec[], top = 0): PlacedRow[] {
  let y = top;
  return rows.map((spec) => {
    const gridPos = { x: 0, y, w: COLUMNS, h: 1 };
    const { panels, bottom } = flow(spec.panels, y + 1);
    y = spec.collapsed ? y + 1 : bottom;
    return { spec, gridPos, panels };
  });
}

/** What is wrong with a panel's size, if anything. */
export function sizeProblem(panel: PanelSpec): string | undefined {
  const { width, height } = panel;
  if (!Number.isInteger(width) || width < 1 || width > COLUMNS)
    return `width ${width} is not a whole number from 1 to ${COLUMNS}`;
  if (!Number.isInteger(height) || height < 1) return `height ${height} is not a whole number from 1`;
  return undefined;
}

/**
 * Puts each panel as high as it fits, and then as far left as possible at that height, so that small panels stack
 * beside a tall one.
 */
function flow(panels: readonly PanelSpec[], top: number): { panels: PlacedPanel[]; bottom: number } {
  const floor: number[] = Array.from({ length: COLUMNS }, () => top);
  const restingAt = (x: number, width: number) => {
    let height = top;
    for (let column = x; column < x + width; column += 1) height = Math.max(height, floor[column] ?? top);
    return height;
  };
  const placed = panels.map((spec) => {
    let x = 0;
    let y = restingAt(0, spec.width);
    for (let start = 1; start <= COLUMNS - spec.width; start += 1) {
      const height = restingAt(start, spec.width);
      if (height < y) [x, y] = [start, height];
    }
    floor.fill(y + spec.height, x, x + spec.width);
    return { spec, gridPos: { x, y, w: spec.width, h: spec.height } };
  });
  return { panels: placed, bottom: Math.max(...floor) };
}
