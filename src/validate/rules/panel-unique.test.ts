import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelUnique } from './panel-unique.ts';

test.each([
  ['two ids', panels({ id: 1 }, { id: 2 }), []],
  ['one id', panels({ id: 1 }, { id: 1 }), ['/panels/1/id']],
  [
    'one id in a collapsed row',
    panels({ id: 1 }, { id: 2, type: 'row', panels: [{ id: 1 }] }),
    ['/panels/1/panels/0/id'],
  ],
  ['panels without an id', panels({}, {}), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelUnique)).toEqual(expected);
});
