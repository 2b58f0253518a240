import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelColor } from './panel-color.ts';

test.each([
  [
    'names, hexadecimal and functions',
    panels({
      type: 'stat',
      fieldConfig: {
        defaults: {
          thresholds: {
            steps: [
              { value: null, color: 'green' },
              { value: 1, color: '#f00' },
              { value: 2, color: 'rgba(1, 2, 3, 0.5)' },
            ],
          },
        },
      },
    }),
    [],
  ],
  [
    'a misspelt name',
    panels({ type: 'stat', fieldConfig: { defaults: { thresholds: { steps: [{ value: null, color: 'gren' }] } } } }),
    ['/panels/0/fieldConfig/defaults/thresholds/steps/0/color'],
  ],
  [
    'in a mapping',
    panels({
      type: 'stat',
      fieldConfig: {
        defaults: {
          mappings: [
            { type: 'value', options: { up: { color: 'gren' } } },
            { type: 'range', options: { result: { color: 'rd' } } },
          ],
        },
      },
    }),
    [
      '/panels/0/fieldConfig/defaults/mappings/0/options/up/color',
      '/panels/0/fieldConfig/defaults/mappings/1/options/result/color',
    ],
  ],
  [
    'a fixed colour',
    panels({ type: 'stat', fieldConfig: { defaults: { color: { mode: 'fixed', fixedColor: 'bluee' } } } }),
    ['/panels/0/fieldConfig/defaults/color/fixedColor'],
  ],
  ['no colour', panels({ type: 'stat', fieldConfig: { defaults: {} } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelColor)).toEqual(expected);
});
