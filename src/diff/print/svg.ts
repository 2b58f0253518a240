import { xmlText } from '../../report/xml.ts';
import type { Box, LayoutDiff } from '../change.ts';

/**
 * Pixels: the width of one of the 24 columns, the height of a grid row, the gap between the two pictures, the space
 * above them.
 */
const COLUMN = 16;
const ROW = 7;
const GAP = 32;
const HEAD = 24;
/** Readable on a light and on a dark background. */
const COLORS: Readonly<Record<Box['mark'], string>> = {
  same: '#8b949e',
  added: '#2da44e',
  removed: '#cf222e',
  moved: '#0969da',
  changed: '#bf8700',
};

/** The layout of a dashboard before and after, side by side, coloured by what happened to each panel. */
export function layoutSvg({ before, after }: LayoutDiff): string {
  const width = 24 * COLUMN;
  const height = HEAD + ROW * Math.max(1, ...[...before, ...after].map((box) => box.y + box.height)) + HEAD;
  const legend = Object.entries(COLORS).map(
    ([mark, color], index) => `<text x="${index * 80}" y="${height - 8}" fill="${color}">${mark}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * width + GAP}" height="${height}" viewBox="0 0 ${2 * width + GAP} ${height}" font-family="sans-serif" font-size="10">`,
    `<text x="0" y="14" fill="${COLORS.same}">before</text><text x="${width + GAP}" y="14" fill="${COLORS.same}">after</text>`,
    ...before.map((box) => boxSvg(box, 0)),
    ...after.map((box) => boxSvg(box, width + GAP)),
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

function boxSvg({ x, y, width, height, title, isRow, mark }: Box, offset: number): string {
  const color = COLORS[mark];
  const [left, top, wide, high] = [
    offset + x * COLUMN + 1,
    HEAD + y * ROW + 1,
    Math.max(0, width * COLUMN - 2),
    Math.max(0, height * ROW - 2),
  ];
  const name = `<title>${xmlText(title)}</title>`;
  if (isRow)
    return `<g fill="${color}">${name}<rect x="${left}" y="${top}" width="${wide}" height="${high}" opacity="0.5"/></g>`;
  const letters = Math.floor((wide - 6) / 5.5);
  const text = title.length > letters ? `${title.slice(0, Math.max(0, letters - 1))}…` : title;
  return `<g>${name}<rect x="${left}" y="${top}" width="${wide}" height="${high}" rx="2" fill="${color}" fill-opacity="${mark === 'same' ? 0.1 : 0.3}" stroke="${color}"/><text x="${left + 3}" y="${top + 11}" fill="${color}">${xmlText(text)}</text></g>`;
}
