import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardUnique } from './dashboard-unique.ts';

test.each([
  ['two of each', dashboards({ 'f/a.json': { uid: 'a', title: 'A' }, 'f/b.json': { uid: 'b', title: 'B' } }), [], {}],
  ['one uid', dashboards({ 'f/a.json': { uid: 'a', title: 'A' }, 'f/b.json': { uid: 'a', title: 'B' } }), ['/uid'], {}],
  [
    'one title in a folder',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A' }, 'f/b.json': { uid: 'b', title: 'A' } }),
    ['/title'],
    {},
  ],
  [
    'one title in two folders',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A' }, 'g/b.json': { uid: 'b', title: 'A' } }),
    [],
    {},
  ],
  [
    'one slug in 11.3',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A B' }, 'f/b.json': { uid: 'b', title: 'A-b' } }),
    [],
    { target: { major: 11, minor: 3 } },
  ],
  [
    'one slug in 11.2',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A B' }, 'f/b.json': { uid: 'b', title: 'A-b' } }),
    ['/title'],
    { target: { major: 11, minor: 2 } },
  ],
  [
    'the slug of a folder in 11.2',
    dashboards({ 'team-x/a.json': { uid: 'a', title: 'Team X' } }),
    ['/title'],
    { target: { major: 11, minor: 2 } },
  ],
])('%s', (_name, files, expected, options) => {
  expect(pointers(files, dashboardUnique, options)).toEqual(expected);
});

test('a warning for dashboards that no provider here loads together', () => {
  const files = {
    'a.json': JSON.stringify({ uid: 'a', title: 'A', panels: [] }),
    'a-old.json': JSON.stringify({ uid: 'a', title: 'A', panels: [] }),
  };
  expect(pointers(files, dashboardUnique)).toEqual(['warning /uid', 'warning /title']);
});
