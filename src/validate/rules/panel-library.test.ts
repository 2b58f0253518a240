import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelLibrary } from './panel-library.ts';

test.each([
  ['a library panel', panels({ id: 1, libraryPanel: { uid: 'x', name: 'X' } }), ['/panels/0/libraryPanel']],
  ['an ordinary panel', panels({ id: 1, type: 'stat' }), []],
  ['a row', panels({ id: 1, type: 'row' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelLibrary)).toEqual(expected);
});
