import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelColorMode } from './panel-color-mode.ts';

test.each([
  [
    'a scheme of Grafana',
    panels({ type: 'stat', fieldConfig: { defaults: { color: { mode: 'continuous-GrYlRd' } } } }),
    [],
  ],
  ['none', panels({ type: 'stat', fieldConfig: { defaults: { color: { fixedColor: 'red' } } } }), []],
  [
    'a misspelt scheme',
    panels({ type: 'stat', fieldConfig: { defaults: { color: { mode: 'palette-clasic' } } } }),
    ['/panels/0/fieldConfig/defaults/color/mode'],
  ],
  [
    'in an override',
    panels({
      type: 'stat',
      fieldConfig: { overrides: [{ properties: [{ id: 'color', value: { mode: 'Fixed' } }] }] },
    }),
    ['/panels/0/fieldConfig/overrides/0/properties/0/value/mode'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelColorMode)).toEqual(expected);
});
