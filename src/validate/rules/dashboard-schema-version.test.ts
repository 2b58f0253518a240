import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardSchemaVersion } from './dashboard-schema-version.ts';

test.each([
  [
    'one of the target',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A', schemaVersion: 39 } }),
    [],
    { target: { major: 11, minor: 0 } },
  ],
  [
    'one that is too new',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A', schemaVersion: 42 } }),
    ['/schemaVersion'],
    { target: { major: 11, minor: 0 } },
  ],
  ['none', dashboards({ 'f/a.json': { uid: 'a', title: 'A' } }), ['/schemaVersion'], {}],
  ['a resource', dashboards({ 'f/a.json': { apiVersion: 'x', spec: {} } }), [], {}],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, dashboardSchemaVersion, options)).toEqual(expected);
});
