import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardSchemaVersion } from './dashboard-schema-version.ts';

test.each([
  [
    'the version of the target',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A', schemaVersion: 39 } }),
    [],
    { target: { major: 11, minor: 0 } },
  ],
  [
    'a version that is too new',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A', schemaVersion: 42 } }),
    ['/schemaVersion'],
    { target: { major: 11, minor: 0 } },
  ],
  ['none', dashboards({ 'f/a.json': { uid: 'a', title: 'A' } }), ['/schemaVersion'], {}],
  ['a resource', dashboards({ 'f/a.json': { apiVersion: 'x', spec: {} } }), [], {}],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, dashboardSchemaVersion, options)).toEqual(expected);
});

test.each([
  [39, { major: 10, minor: 1 }, { major: 10, minor: 2 }],
  [40, { major: 11, minor: 3 }, { major: 11, minor: 4 }],
  [41, { major: 11, minor: 5 }, { major: 11, minor: 6 }],
  [42, { major: 12, minor: 1 }, { major: 12, minor: 2 }],
])('%i is too new for %j and not for %j', (schemaVersion, before, first) => {
  const files = dashboards({ 'f/a.json': { uid: 'a', title: 'A', schemaVersion } });
  expect(pointers(files, dashboardSchemaVersion, { target: before })).toEqual(['/schemaVersion']);
  expect(pointers(files, dashboardSchemaVersion, { target: first })).toEqual([]);
});
