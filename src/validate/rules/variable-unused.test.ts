import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableUnused } from './variable-unused.ts';

test.each([
  [
    'one that a query uses',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'job', type: 'query' }] },
        panels: [
          {
            type: 'stat',
            datasource: { type: 'prometheus', uid: 'p' },
            targets: [{ refId: 'A', expr: 'up{job="$job"}' }],
          },
        ],
      },
    }),
    [],
  ],
  [
    'one that nothing uses',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'job', type: 'query' }] },
        panels: [{ type: 'stat', datasource: { type: 'prometheus', uid: 'p' }, targets: [{ refId: 'A', expr: 'up' }] }],
      },
    }),
    ['/templating/list/0/name'],
  ],
  [
    'one that another one uses',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: {
          list: [
            { name: 'job', type: 'query', query: 'x' },
            { name: 'pod', type: 'query', query: 'label_values(up{job="$job"}, pod)' },
          ],
        },
        panels: [
          {
            type: 'stat',
            datasource: { type: 'prometheus', uid: 'p' },
            targets: [{ refId: 'A', expr: 'up{pod="$pod"}' }],
          },
        ],
      },
    }),
    [],
  ],
  [
    'one that only names itself',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'job', type: 'query', query: '$job' }] },
        panels: [{ type: 'stat', datasource: { type: 'prometheus', uid: 'p' }, targets: [{ refId: 'A', expr: 'up' }] }],
      },
    }),
    ['/templating/list/0/name'],
  ],
  [
    'ad hoc filters',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'filters', type: 'adhoc' }] },
        panels: [{ type: 'stat', datasource: { type: 'prometheus', uid: 'p' }, targets: [{ refId: 'A', expr: 'up' }] }],
      },
    }),
    [],
  ],
  [
    'a hidden one',
    dashboards({
      'f/a.json': {
        title: 'A',
        templating: { list: [{ name: 'job', type: 'constant', hide: 2 }] },
        panels: [{ type: 'stat', datasource: { type: 'prometheus', uid: 'p' }, targets: [{ refId: 'A', expr: 'up' }] }],
      },
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, variableUnused)).toEqual(expected);
});
