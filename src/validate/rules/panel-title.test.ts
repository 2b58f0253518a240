import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelTitle } from './panel-title.ts';

test.each([
  ['both', panels({ type: 'stat', title: 'A', description: 'a' }), []],
  ['no title', panels({ type: 'stat' }), ['/panels/0/title']],
  ['no description', panels({ type: 'stat', title: 'A' }), ['/panels/0/title']],
  ['a row', panels({ type: 'row' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelTitle)).toEqual(expected);
});
