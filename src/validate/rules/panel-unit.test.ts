import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelUnit } from './panel-unit.ts';

test.each([
  ['a unit', panels({ type: 'stat', fieldConfig: { defaults: { unit: 'ms' } } }), []],
  ['none', panels({ type: 'stat', fieldConfig: { defaults: {} } }), ['/panels/0/fieldConfig/defaults']],
  [
    'words for values',
    panels({ type: 'stat', fieldConfig: { defaults: { mappings: [{ type: 'value', options: {} }] } } }),
    [],
  ],
  ['a table', panels({ type: 'table' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelUnit)).toEqual(expected);
});
