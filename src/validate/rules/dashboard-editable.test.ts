import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardEditable } from './dashboard-editable.ts';

test.each([
  ['not editable', dashboards({ 'f/a.json': { uid: 'a', title: 'A', editable: false } }), []],
  ['editable', dashboards({ 'f/a.json': { uid: 'a', title: 'A', editable: true } }), ['/editable']],
  ['not set', dashboards({ 'f/a.json': { uid: 'a', title: 'A' } }), ['/editable']],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardEditable)).toEqual(expected);
});
