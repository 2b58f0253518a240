import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelRow } from './panel-row.ts';

const held = [{ id: 2, type: 'stat' }];

test.each([
  ['a collapsed row', panels({ type: 'row', collapsed: true, panels: held }), []],
  ['an open row', panels({ type: 'row', collapsed: false, panels: [] }, { type: 'stat' }), []],
  ['an open row that holds a panel', panels({ type: 'row', collapsed: false, panels: held }), ['/panels/0/panels']],
  ['a row without the key collapsed', panels({ type: 'row', panels: held }), ['/panels/0/panels']],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelRow)).toEqual(expected);
});
