import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { panelRepeat } from './panel-repeat.ts';

test.each([
  [
    'a variable of several values',
    dashboards({
      'f/a.json': { title: 'A', templating: { list: [{ name: 'node', multi: true }] }, panels: [{ repeat: 'node' }] },
    }),
    [],
  ],
  [
    'a variable that does not exist',
    dashboards({ 'f/a.json': { title: 'A', templating: { list: [] }, panels: [{ repeat: 'node' }] } }),
    ['/panels/0/repeat'],
  ],
  [
    'a variable of one value',
    dashboards({ 'f/a.json': { title: 'A', templating: { list: [{ name: 'node' }] }, panels: [{ repeat: 'node' }] } }),
    ['/panels/0/repeat'],
  ],
  ['no repetition', dashboards({ 'f/a.json': { title: 'A', templating: { list: [] }, panels: [{}] } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelRepeat)).toEqual(expected);
});
