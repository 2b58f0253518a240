import type { Box } from '../change.ts';

/** Width of one of the 24 columns, in characters. */
const COLUMN = 4;
const WIDTH = 24 * COLUMN;
const SIGNS: Readonly<Record<Box['mark'], string>> = {
  same: '',
  added: '+ ',
  removed: '- ',
  moved: '> ',
  changed: '~ ',
};

/** Panels as boxes of characters; a sign before the title shows what happened to each. */
export function textGrid(boxes: readonly Box[]): string {
  const lineOf = lines(boxes);
  const grid = Array.from({ length: Math.max(0, ...lineOf.values()) }, () => Array.from({ length: WIDTH }, () => ' '));
  const put = (line: number, column: number, text: string) => {
    const row = grid[line];
    for (const [index, character] of [...text].entries())
      if (row && column + index < WIDTH) row[column + index] = character;
  };
  for (const { x, y, width, height, title, isRow, mark } of boxes) {
    const [top, bottom] = [lineOf.get(y) ?? 0, (lineOf.get(y + height) ?? 1) - 1];
    const [left, inner] = [x * COLUMN, Math.max(0, width * COLUMN - 2)];
    const name = cut(`${SIGNS[mark]}${title}`, inner);
    if (isRow) {
      put(top, left, `═ ${name} `.padEnd(inner + 2, '═'));
      continue;
    }
    put(top, left, `┌${name.padEnd(inner, '─')}┐`);
    for (let line = top + 1; line < bottom; line++) put(line, left, `│${' '.repeat(inner)}│`);
    if (bottom > top) put(bottom, left, `└${'─'.repeat(inner)}┘`);
  }
  return grid.map((row) => row.join('').trimEnd()).join('\n');
}

/** The line of each edge: one line for two grid rows, and at least one between two edges, so that no title is lost. */
function lines(boxes: readonly Box[]): Map<number, number> {
  const edges = [...new Set(boxes.flatMap(({ y, height }) => [y, y + height]))].sort((left, right) => left - right);
  const found = new Map<number, number>();
  let line = 0;
  for (const [index, edge] of edges.entries()) {
    if (index > 0) line += Math.max(1, Math.round((edge - (edges[index - 1] ?? 0)) / 2));
    found.set(edge, line);
  }
  return found;
}

function cut(text: string, length: number): string {
  return [...text].length > length ? `${[...text].slice(0, Math.max(0, length - 1)).join('')}…` : text;
}
