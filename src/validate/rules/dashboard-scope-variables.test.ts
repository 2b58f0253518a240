import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardScopeVariables } from './dashboard-scope-variables.ts';

test.each([
  [
    'both',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: {
          list: [
            { name: 'datasource', type: 'datasource', query: 'prometheus' },
            {
              name: 'job',
              label: 'Job',
              type: 'query',
              datasource: { uid: '$datasource' },
              multi: true,
              includeAll: true,
              allValue: '.+',
            },
            {
              name: 'instance',
              label: 'Instance',
              type: 'query',
              datasource: { uid: '$datasource' },
              multi: true,
              includeAll: true,
              allValue: '.+',
            },
          ],
        },
      },
    }),
    [],
  ],
  [
    'none',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
      },
    }),
    ['/templating', '/templating'],
  ],
  [
    'another label',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: {
          list: [
            { name: 'datasource', type: 'datasource', query: 'prometheus' },
            {
              name: 'job',
              label: 'job',
              type: 'query',
              datasource: { uid: '$datasource' },
              multi: true,
              includeAll: true,
              allValue: '.+',
            },
            {
              name: 'instance',
              label: 'Instance',
              type: 'query',
              datasource: { uid: '$datasource' },
              multi: true,
              includeAll: true,
              allValue: '.+',
            },
          ],
        },
      },
    }),
    ['/templating/list/1/label'],
  ],
  [
    'a dashboard of Loki',
    dashboards({
      'f/a.json': {
        uid: 'a',
        title: 'A',
        templating: { list: [{ name: 'datasource', type: 'datasource', query: 'loki' }] },
      },
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardScopeVariables)).toEqual(expected);
});
