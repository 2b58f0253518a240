import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { panelDatasourceVariable } from './panel-datasource-variable.ts';

test.each([
  [
    'the variable',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: { list: [{ name: 'datasource', type: 'datasource' }] },
        panels: [{ type: 'table', datasource: { uid: '${datasource}' } }, { type: 'text' }],
      },
    }),
    [],
  ],
  [
    'a fixed uid',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: { list: [{ name: 'datasource', type: 'datasource' }] },
        panels: [{ type: 'table', datasource: { uid: 'prom' } }, { type: 'text' }],
      },
    }),
    ['/panels/0/datasource'],
  ],
  ['a dashboard without panels', dashboards({ 'f/a.json': { uid: 'a', title: 'A' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelDatasourceVariable)).toEqual(expected);
});
