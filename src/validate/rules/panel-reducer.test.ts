import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelReducer } from './panel-reducer.ts';

const transformed = (id: string, options: unknown) => panels({ type: 'table', transformations: [{ id, options }] });

test.each([
  ['what Grafana has', panels({ type: 'stat', options: { reduceOptions: { calcs: ['lastNotNull', 'p95'] } } }), []],
  ['old names', panels({ type: 'stat', options: { reduceOptions: { calcs: ['current', 'avg', 'total'] } } }), []],
  [
    'an unknown one of a stat',
    panels({ type: 'stat', options: { reduceOptions: { calcs: ['average'] } } }),
    ['/panels/0/options/reduceOptions/calcs/0'],
  ],
  [
    'of a legend',
    panels({ type: 'timeseries', options: { legend: { calcs: ['max', 'lst'] } } }),
    ['/panels/0/options/legend/calcs/1'],
  ],
  [
    'of a footer',
    panels({ type: 'table', options: { footer: { reducer: ['summ'] } } }),
    ['/panels/0/options/footer/reducer/0'],
  ],
  [
    'of an override',
    panels({
      type: 'table',
      fieldConfig: { overrides: [{ matcher: { id: 'byValue', options: { reducer: 'p100', op: 'gt', value: 0 } } }] },
    }),
    ['/panels/0/fieldConfig/overrides/0/matcher/options/reducer'],
  ],
  ['of a reduction', transformed('reduce', { reducers: ['maxx'] }), ['/panels/0/transformations/0/options/reducers/0']],
  [
    'of a group',
    transformed('groupBy', { fields: { cpu: { operation: 'aggregate', aggregations: ['averag'] } } }),
    ['/panels/0/transformations/0/options/fields/cpu/aggregations/0'],
  ],
  [
    'of a calculation',
    transformed('calculateField', { mode: 'reduceRow', reduce: { reducer: 'plus' } }),
    ['/panels/0/transformations/0/options/reduce/reducer'],
  ],
  ['of a mode that is not chosen', transformed('calculateField', { mode: 'binary', reduce: { reducer: 'plus' } }), []],
  [
    'of a sparkline',
    transformed('timeSeriesTable', { A: { stat: 'newest' } }),
    ['/panels/0/transformations/0/options/A/stat'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelReducer)).toEqual(expected);
});
