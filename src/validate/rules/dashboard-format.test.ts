import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardFormat } from './dashboard-format.ts';

test.each([
  ['the classic form', dashboards({ 'f/a.json': { title: 'A', panels: [] } }), [], {}],
  ['the form of the HTTP API', dashboards({ 'f/a.json': { dashboard: { title: 'A' } } }), ['/dashboard'], {}],
  [
    'a resource for 12.0',
    dashboards({ 'f/a.json': { apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', spec: {} } }),
    ['/apiVersion'],
    { target: { major: 12, minor: 0 } },
  ],
  [
    'a resource for 13.0',
    dashboards({ 'f/a.json': { apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', spec: {} } }),
    [],
    { target: { major: 13, minor: 0 } },
  ],
  ['a bare v2 spec', dashboards({ 'f/a.json': { title: 'A', elements: {}, layout: {} } }), ['/elements'], {}],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, dashboardFormat, options)).toEqual(expected);
});
