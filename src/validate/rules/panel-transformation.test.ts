import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelTransformation } from './panel-transformation.ts';

const panel = (...transformations: readonly unknown[]) => panels({ type: 'table', transformations });

test.each([
  ['transformations of Grafana', panel({ id: 'organize', options: { renameByName: { a: 'A' } } }, { id: 'merge' }), []],
  ['its old name of a join', panel({ id: 'seriesToColumns', options: { byField: 'Time' } }), []],
  ['one step for each query', panel({ id: 'timeSeriesTable', options: { A: { stat: 'mean' } } }), []],
  ['an unknown one', panel({ id: 'organise', options: {} }), ['/panels/0/transformations/0/id']],
  ['an internal one of Grafana', panel({ id: 'filterFields' }), ['/panels/0/transformations/0/id']],
  ['none at all', panel({ options: {} }), ['/panels/0/transformations/0/id']],
  [
    'an unknown one that is disabled',
    panel({ id: 'organise', disabled: true }),
    ['warning /panels/0/transformations/0/id'],
  ],
  [
    'a list where a map is read',
    panel({ id: 'organize', options: { renameByName: ['a'] } }),
    ['/panels/0/transformations/0/options/renameByName'],
  ],
  [
    'a string where a list is read',
    panel({ id: 'reduce', options: { reducers: 'max' } }),
    ['/panels/0/transformations/0/options/reducers'],
  ],
  [
    'an unknown mode',
    panel({ id: 'calculateField', options: { mode: 'binry' } }),
    ['/panels/0/transformations/0/options/mode'],
  ],
  [
    'an unknown condition of a value',
    panel({ id: 'filterByValue', options: { filters: [{ fieldName: 'a', config: { id: 'above' } }] } }),
    ['/panels/0/transformations/0/options/filters/0/config/id'],
  ],
  [
    'a misspelt option',
    panel({ id: 'organize', options: { excludeByNam: {} } }),
    ['warning /panels/0/transformations/0/options/excludeByNam'],
  ],
  ['an option that another step left behind', panel({ id: 'merge', options: { reducers: [] } }), []],
  ['options that the editor leaves empty', panel({ id: 'joinByField', options: { byField: '', mode: null } }), []],
  ['a variable', panel({ id: 'limit', options: { limitField: '$n' } }), []],
  [
    'an invalid regular expression',
    panel({ id: 'renameByRegex', options: { regex: '/(a/', renamePattern: '' } }),
    ['/panels/0/transformations/0/options/regex'],
  ],
  [
    'the same in a filter',
    panel({ id: 'filterFieldsByName', options: { include: { pattern: '[a-' } } }),
    ['/panels/0/transformations/0/options/include/pattern'],
  ],
  [
    'the same in a condition on values',
    panel({
      id: 'filterByValue',
      options: { filters: [{ fieldName: 'a', config: { id: 'regex', options: { value: '(a' } } }] },
    }),
    ['/panels/0/transformations/0/options/filters/0/config/options/value'],
  ],
  [
    'a condition on values',
    panel({
      id: 'filterByValue',
      options: { filters: [{ fieldName: 'a', config: { id: 'regex', options: { value: '/a/(b)' } } }] },
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelTransformation)).toEqual(expected);
});
