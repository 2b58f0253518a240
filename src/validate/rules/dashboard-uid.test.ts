import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardUid } from './dashboard-uid.ts';

test.each([
  ['a good one', dashboards({ 'f/a.json': { uid: 'a', title: 'A' } }), []],
  ['a space', dashboards({ 'f/a.json': { uid: 'a b', title: 'A' } }), ['/uid']],
  ['none', dashboards({ 'f/a.json': { title: 'A' } }), ['warning /uid']],
  ['41 letters', dashboards({ 'f/a.json': { uid: 'a'.repeat(41), title: 'A' } }), ['/uid']],
  ['a resource', dashboards({ 'f/a.json': { apiVersion: 'x', spec: {} } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardUid)).toEqual(expected);
});
