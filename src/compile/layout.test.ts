import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { PanelSpec } from '../define/definitions.ts';
import { layout, sizeProblem } from './layout.ts';

const panel = (width: number, height: number, key = 'k'): PanelSpec => ({
  key,
  width,
  height,
  panel: { build: () => ({}) as never },
});
const places = (...panels: PanelSpec[]) =>
  layout([{ key: 'r', title: 'R', panels }])[0]?.panels.map(({ gridPos: { x, y } }) => [x, y]);

describe('panels are placed', () => {
  test.each([
    [
      'side by side below the heading',
      [panel(12, 8), panel(12, 8)],
      [
        [0, 1],
        [12, 1],
      ],
    ],
    [
      'wrapped before column 24',
      [panel(16, 4), panel(16, 4)],
      [
        [0, 1],
        [0, 5],
      ],
    ],
    [
      'stacked beside a tall panel',
      [panel(8, 6), panel(16, 3), panel(16, 3)],
      [
        [0, 1],
        [8, 1],
        [8, 4],
      ],
    ],
    [
      'below the tallest panel above',
      [panel(12, 8), panel(12, 4), panel(24, 2)],
      [
        [0, 1],
        [12, 1],
        [0, 9],
      ],
    ],
  ])('%s', (_name, panels, expected) => expect(places(...panels)).toEqual(expected));

  test('a collapsed row takes one line', () => {
    const rows = layout([
      { key: 'a', title: 'A', collapsed: true, panels: [panel(24, 10)] },
      { key: 'b', title: 'B', panels: [panel(24, 10)] },
    ]);
    expect(rows.map(({ gridPos }) => gridPos.y)).toEqual([0, 1]);
  });

  test('never overlap, never pass column 24, whatever the sizes', () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 12 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(sizes, (list) => {
        const taken = new Set<string>();
        for (const {
          gridPos: { x, y, w, h },
        } of layout([{ key: 'r', title: 'R', panels: list.map(([width, height]) => panel(width, height)) }])[0]
          ?.panels ?? []) {
          expect(x + w).toBeLessThanOrEqual(24);
          for (let column = x; column < x + w; column++) {
            for (let line = y; line < y + h; line++) {
              expect(taken.has(`${column},${line}`)).toBe(false);
              taken.add(`${column},${line}`);
            }
          }
        }
      }),
    );
  });
});

test.each([
  [0, 4],
  [25, 4],
  [1.5, 4],
  [12, 0],
  [12, 2.5],
])('a size of %d x %d is refused', (width, height) =>
  expect(sizeProblem(panel(width, height))).toMatch(/whole number/),
);
test('a size that fits is accepted', () => expect(sizeProblem(panel(24, 1))).toBeUndefined());
