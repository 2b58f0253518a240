import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardDatasourceVariable } from './dashboard-datasource-variable.ts';

test.each([
  [
    'as the mixins have it',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source' }] },
      },
    }),
    [],
  ],
  ['none', dashboards({ 'f/a.json': { uid: 'a', title: 'A', templating: { list: [] } } }), ['/templating']],
  [
    'another name',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: { list: [{ name: 'ds', type: 'datasource', query: 'prometheus', label: 'Data source' }] },
      },
    }),
    ['/templating/list/0/name'],
  ],
  [
    'another label',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: { list: [{ name: 'loki_datasource', type: 'datasource', query: 'loki', label: 'Source' }] },
      },
    }),
    ['/templating/list/0/label'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardDatasourceVariable)).toEqual(expected);
});
