import { expect, test } from 'vitest';

import { dashboards, datasources, pointers } from '../../test/support/validated.ts';
import { dashboardDatasource } from './dashboard-datasource.ts';

test.each([
  [
    'a source of the folder',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          panels: [{ datasource: { uid: 'prom' }, targets: [{}] }],
        },
      }),
    },
    [],
  ],
  [
    'a variable in each way to write it',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          schemaVersion: 39,
          templating: { list: [{ name: 'ds', type: 'datasource' }] },
          panels: ['$ds', '${ds}', '[[ds]]', { uid: '[[ds]]' }, { uid: '[[other]]' }].map((datasource) => ({
            datasource,
          })),
        },
      }),
    },
    ['/panels/4/datasource/uid'],
  ],
  [
    'a source by its name, as in old dashboards',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          panels: [{ datasource: 'P' }],
        },
      }),
    },
    [],
  ],
  [
    'a source by its name in a dashboard that is too new for that',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }),
      ...dashboards({ 'f/a.json': { title: 'A', schemaVersion: 38, panels: [{ datasource: 'P' }] } }),
    },
    ['warning /panels/0/datasource'],
  ],
  [
    'a name that does not exist',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }),
      ...dashboards({ 'f/a.json': { title: 'A', schemaVersion: 38, panels: [{ datasource: 'Q' }] } }),
    },
    ['/panels/0/datasource'],
  ],
  [
    'a built-in source as a string',
    dashboards({
      'f/a.json': {
        title: 'A',
        schemaVersion: 38,
        annotations: { list: [{ name: 'a', datasource: '-- Grafana --' }] },
      },
    }),
    [],
  ],
  [
    'the uid that Grafana derives from a name',
    {
      ...datasources({ name: 'Prometheus', type: 'prometheus' }),
      ...dashboards({
        'f/a.json': { title: 'A', panels: [{ datasource: { uid: 'PBFA97CFB590B2093' }, targets: [{}] }] },
      }),
    },
    [],
  ],
  [
    'the derived uid of a source with another uid',
    {
      ...datasources({ name: 'Prometheus', uid: 'prom', type: 'prometheus' }),
      ...dashboards({ 'f/a.json': { title: 'A', panels: [{ datasource: { uid: 'PBFA97CFB590B2093' } }] } }),
    },
    ['/panels/0/datasource/uid'],
  ],
  [
    'a source that does not exist, at a query whose panel has one',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          panels: [
            {
              datasource: { uid: 'prom' },
              targets: [{ datasource: { uid: 'prmo' } }, { datasource: { uid: '${DS_P}' } }],
            },
          ],
        },
      }),
    },
    ['warning /panels/0/targets/0/datasource/uid', 'warning /panels/0/targets/1/datasource/uid'],
  ],
  [
    'a source that does not exist, at a panel and its query',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          panels: [{ datasource: { uid: 'prmo' }, targets: [{ datasource: { uid: 'prmo' } }] }],
        },
      }),
    },
    ['/panels/0/datasource/uid'],
  ],
  [
    'panels and variables that query nothing',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: { list: [{ name: 'side', type: 'custom', datasource: { uid: 'prmo' } }] },
          panels: [
            { type: 'row', datasource: { uid: 'prmo' } },
            { type: 'text', datasource: { uid: 'prmo' } },
          ],
        },
      }),
    },
    [],
  ],
  [
    'a variable',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          panels: [{ datasource: { uid: '${source}' } }],
        },
      }),
    },
    [],
  ],
  [
    'a source that does not exist, at the panel only',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          panels: [{ datasource: { uid: 'prmo' }, targets: [{}] }],
        },
      }),
    },
    ['/panels/0/datasource/uid'],
  ],
  [
    'a source that does not exist, at a query',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          panels: [{ datasource: { uid: '-- Mixed --' }, targets: [{ datasource: { uid: 'prmo' } }] }],
        },
      }),
    },
    ['/panels/0/targets/0/datasource/uid'],
  ],
  [
    'a variable of another type',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          panels: [{ datasource: { uid: '$job' } }],
        },
      }),
    },
    ['/panels/0/datasource/uid'],
  ],
  [
    'a placeholder of an export',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          panels: [{ datasource: { uid: '${DS_PROMETHEUS}' } }],
        },
      }),
    },
    ['/panels/0/datasource/uid'],
  ],
  [
    'an annotation',
    {
      ...datasources({ name: 'P', uid: 'prom', type: 'prometheus' }, { name: 'T', uid: 'traces', type: 'tempo' }),
      ...dashboards({
        'f/a.json': {
          title: 'A',
          templating: {
            list: [
              { name: 'source', type: 'datasource' },
              { name: 'job', type: 'query' },
            ],
          },
          annotations: {
            list: [
              { name: 'a', datasource: { uid: '-- Grafana --' } },
              { name: 'b', datasource: { uid: 'prmo' } },
            ],
          },
        },
      }),
    },
    ['/annotations/list/1/datasource/uid'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardDatasource)).toEqual(expected);
});
