import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardRows } from './dashboard-rows.ts';

const rows = [{ title: 'r', panels: [{ id: 1, type: 'timeseries' }] }];

test.each([
  ['rows below 16', { title: 'A', schemaVersion: 15, rows }, []],
  ['rows at 16', { title: 'A', schemaVersion: 16, rows }, ['/rows']],
  ['rows beside panels', { title: 'A', schemaVersion: 39, rows, panels: [{ id: 1 }] }, ['/rows']],
  ['rows without panels', { title: 'A', schemaVersion: 39, rows: [{ panels: [] }] }, []],
  ['rows without a schemaVersion', { title: 'A', rows }, []],
  [
    'rows of a resource',
    { apiVersion: 'dashboard.grafana.app/v1', kind: 'Dashboard', spec: { title: 'A', schemaVersion: 16, rows } },
    ['/spec/rows'],
  ],
])('%s', (_name, file, expected) => {
  expect(pointers(dashboards({ 'f/a.json': file }), dashboardRows)).toEqual(expected);
});
