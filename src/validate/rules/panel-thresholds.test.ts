import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelThresholds } from './panel-thresholds.ts';

test.each([
  [
    'increasing steps',
    panels({
      type: 'stat',
      fieldConfig: {
        defaults: { thresholds: { mode: 'absolute', steps: [{ value: null }, { value: 80 }, { value: 90 }] } },
      },
    }),
    [],
  ],
  [
    'decreasing steps',
    panels({
      type: 'stat',
      fieldConfig: {
        defaults: { thresholds: { mode: 'absolute', steps: [{ value: null }, { value: 90 }, { value: 80 }] } },
      },
    }),
    ['/panels/0/fieldConfig/defaults/thresholds/steps/2'],
  ],
  [
    'a base that is not first',
    panels({
      type: 'stat',
      fieldConfig: { defaults: { thresholds: { mode: 'absolute', steps: [{ value: 80 }, { value: null }] } } },
    }),
    ['/panels/0/fieldConfig/defaults/thresholds/steps/1'],
  ],
  [
    'a single step that is not a base',
    panels({ type: 'stat', fieldConfig: { defaults: { thresholds: { mode: 'absolute', steps: [{ value: 80 }] } } } }),
    ['/panels/0/fieldConfig/defaults/thresholds/steps/0'],
  ],
  [
    'a single step at 0, as some exports write the base',
    panels({ type: 'stat', fieldConfig: { defaults: { thresholds: { mode: 'absolute', steps: [{ value: 0 }] } } } }),
    [],
  ],
  ['none', panels({ type: 'stat', fieldConfig: { defaults: {} } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelThresholds)).toEqual(expected);
});
