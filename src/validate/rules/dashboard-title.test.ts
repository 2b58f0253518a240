import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardTitle } from './dashboard-title.ts';

test.each([
  ['a title', dashboards({ 'f/a.json': { title: 'A' } }), []],
  ['none', dashboards({ 'f/a.json': { panels: [] } }), ['/title']],
  [
    'none, in a file that is served alone',
    dashboards(
      { 'f/a.json': { panels: [] }, 'f/b.json': { panels: [] } },
      { options: { path: '/var/lib/grafana/dashboards/f/a.json' } },
    ),
    ['/title'],
  ],
  ['an empty one', dashboards({ 'f/a.json': { title: ' ' } }), ['/title']],
  ['not an object', { ...dashboards({}), 'dashboards/f/a.json': '[]' }, ['']],
  ['another form, which is reported separately', dashboards({ 'f/a.json': { dashboard: { title: 'A' } } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardTitle)).toEqual(expected);
});
