import { expect, test } from 'vitest';

import { diagnosticsOf, panels, pointers } from '../../test/support/validated.ts';
import { panelGrid } from './panel-grid.ts';

test.each([
  ['side by side', panels({ gridPos: { x: 0, y: 0, w: 12, h: 8 } }, { gridPos: { x: 12, y: 0, w: 12, h: 8 } }), []],
  ['too wide', panels({ gridPos: { x: 18, y: 0, w: 12, h: 8 } }), ['/panels/0/gridPos']],
  ['without a size', panels({ gridPos: { x: 0, y: 0, w: 0, h: 8 } }), ['/panels/0/gridPos']],
  [
    'overlapping',
    panels({ gridPos: { x: 0, y: 0, w: 12, h: 8 } }, { gridPos: { x: 6, y: 4, w: 12, h: 8 } }),
    ['/panels/1/gridPos'],
  ],
  [
    'a collapsed row has a grid of its own',
    panels(
      { gridPos: { x: 0, y: 0, w: 12, h: 8 } },
      { type: 'row', gridPos: { x: 0, y: 8, w: 24, h: 1 }, panels: [{ gridPos: { x: 0, y: 0, w: 12, h: 8 } }] },
    ),
    [],
  ],
  ['no gridPos at all', panels({}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelGrid)).toEqual(expected);
});

test('a panel without a title is named by its id', () => {
  const [found] = diagnosticsOf(
    panels({ type: 'text', id: 7, gridPos: { x: 0, y: 0, w: 12, h: 8 } }, { gridPos: { x: 6, y: 4, w: 12, h: 8 } }),
    [panelGrid],
  );
  expect(found?.message).toContain('overlaps the panel id 7 (');
});
