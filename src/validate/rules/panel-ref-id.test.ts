import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelRefId } from './panel-ref-id.ts';

const panel = (more: Readonly<Record<string, unknown>>) =>
  panels({ type: 'table', targets: [{ refId: 'A' }], ...more });
const overriding = (options: string, more = {}) =>
  panel({ fieldConfig: { overrides: [{ matcher: { id: 'byFrameRefID', options }, properties: [] }] }, ...more });
const transformed = (...transformations: readonly unknown[]) => panel({ transformations });

test.each([
  ['a query of the panel', overriding('A'), []],
  ['a query that the panel does not have', overriding('B'), ['/panels/0/fieldConfig/overrides/0/matcher/options']],
  ['a name that a step may have given', overriding('B', { transformations: [{ id: 'merge' }] }), []],
  [
    'a disabled step',
    overriding('B', { transformations: [{ id: 'merge', disabled: true }] }),
    ['/panels/0/fieldConfig/overrides/0/matcher/options'],
  ],
  [
    'the result of another panel',
    overriding('B', { targets: [{ refId: 'A', datasource: { uid: '-- Dashboard --' } }] }),
    [],
  ],
  ['a query without a name', overriding('B', { targets: [{}] }), []],
  ['a variable', overriding('$query'), []],
  [
    'a filter',
    transformed({ id: 'filterByRefId', options: { include: 'A|B' } }),
    ['/panels/0/transformations/0/options/include'],
  ],
  ['a filter by a regular expression', transformed({ id: 'filterByRefId', options: { include: '/B/' } }), []],
  ['a filter after another step', transformed({ id: 'merge' }, { id: 'filterByRefId', options: { include: 'B' } }), []],
  [
    'settings from a query',
    transformed({ id: 'configFromData', options: { configRefId: 'config' } }),
    ['/panels/0/transformations/0/options/configRefId'],
  ],
  [
    'the query that a step applies to',
    transformed({ id: 'merge', filter: { id: 'byRefId', options: 'B' } }),
    ['/panels/0/transformations/0/filter/options'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelRefId)).toEqual(expected);
});
