import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { variableUnused } from './variable-unused.ts';

const handing = (more: Readonly<Record<string, unknown>>) =>
  dashboards({ 'f/a.json': { title: 'A', templating: { list: [{ name: 'job', type: 'query' }] }, ...more } });

test.each([
  ['a link that passes all variables on', handing({ links: [{ type: 'dashboards', includeVars: true }] }), []],
  ['a link that does not', handing({ links: [{ includeVars: false }] }), ['/templating/list/0/name']],
  [
    'a URL with all variables',
    handing({ panels: [{ type: 'stat', links: [{ url: '/d/x?${__all_variables}' }] }] }),
    [],
  ],
  [
    'a list of dashboards that does so',
    handing({ panels: [{ type: 'dashlist', options: { includeVars: true } }] }),
    [],
  ],
  [
    'a variable that a query uses',
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
    'a variable that nothing uses',
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
    'a variable that another one uses',
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
    'a variable that only mentions itself',
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
    'a hidden variable',
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
