import { expect, test } from 'vitest';

import { dashboards, diagnosticsOf, pointers } from '../../test/support/validated.ts';
import { dashboardUid } from './dashboard-uid.ts';

test.each([
  ['a valid uid', dashboards({ 'f/a.json': { uid: 'a', title: 'A' } }), []],
  ['a space', dashboards({ 'f/a.json': { uid: 'a b', title: 'A' } }), ['/uid']],
  ['none', dashboards({ 'f/a.json': { title: 'A' } }), ['warning /uid']],
  ['41 letters', dashboards({ 'f/a.json': { uid: 'a'.repeat(41), title: 'A' } }), ['/uid']],
  ['a resource', dashboards({ 'f/a.json': { apiVersion: 'x', spec: {} } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardUid)).toEqual(expected);
});

test('the name of a resource is its uid', () => {
  const file = { apiVersion: 'dashboard.grafana.app/v1', kind: 'Dashboard', metadata: {}, spec: { title: 'A' } };
  const [found] = diagnosticsOf(dashboards({ 'f/a.json': file }), [dashboardUid]);
  expect(found).toMatchObject({ pointer: '/metadata/name', hint: 'Add "name" to its metadata.' });
});
