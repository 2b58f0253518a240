import { expect, test } from 'vitest';

import { alertRules, dashboards, pointers } from '../../test/support/validated.ts';
import { alertPanel } from './alert-panel.ts';

test.each([
  [
    'one panel in both places',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({
        uid: 'a',
        title: 'A',
        dashboardUid: 'cpu',
        panelId: 4,
        annotations: { __dashboardUid__: 'cpu', __panelId__: '4' },
      }),
    },
    [],
  ],
  [
    'no link, which is fine',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({ uid: 'a', title: 'A' }),
    },
    [],
  ],
  [
    'a panel that does not exist',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({
        uid: 'a',
        title: 'A',
        dashboardUid: 'cpu',
        panelId: 9,
        annotations: { __dashboardUid__: 'cpu', __panelId__: '9' },
      }),
    },
    ['/groups/0/rules/0/panelId'],
  ],
  [
    'a row',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({ uid: 'a', title: 'A', annotations: { __dashboardUid__: 'cpu', __panelId__: '5' } }),
    },
    ['/groups/0/rules/0/annotations/__panelId__'],
  ],
  [
    'a misspelt dashboard of the folder',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({ uid: 'a', title: 'A', annotations: { __dashboardUid__: 'cpuu', __panelId__: '4' } }),
    },
    ['/groups/0/rules/0/annotations/__dashboardUid__'],
  ],
  [
    'a dashboard from elsewhere',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({ uid: 'a', title: 'A', annotations: { __dashboardUid__: 'network-overview', __panelId__: '4' } }),
    },
    ['warning /groups/0/rules/0/annotations/__dashboardUid__'],
  ],
  [
    'only one annotation',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({ uid: 'a', title: 'A', annotations: { __dashboardUid__: 'cpu' } }),
    },
    ['/groups/0/rules/0/annotations/__dashboardUid__'],
  ],
  [
    'only one key',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({ uid: 'a', title: 'A', panelId: 4 }),
    },
    ['warning /groups/0/rules/0/panelId'],
  ],
  [
    'a panel that is not a number',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({ uid: 'a', title: 'A', annotations: { __dashboardUid__: 'cpu', __panelId__: 'four' } }),
    },
    ['/groups/0/rules/0/annotations/__panelId__'],
  ],
  [
    'different panels in the two places',
    {
      ...dashboards({
        'f/a.json': {
          uid: 'cpu',
          title: 'CPU',
          panels: [
            { id: 4, type: 'stat', title: 'Now' },
            { id: 5, type: 'row' },
          ],
        },
      }),
      ...alertRules({
        uid: 'a',
        title: 'A',
        dashboardUid: 'cpu',
        panelId: 4,
        annotations: { __dashboardUid__: 'cpu', __panelId__: '5' },
      }),
    },
    ['/groups/0/rules/0/annotations/__dashboardUid__'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, alertPanel)).toEqual(expected);
});
