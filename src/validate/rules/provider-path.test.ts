import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { providerPath } from './provider-path.ts';

test.each([
  ['a path that exists here', dashboards({ 'f/a.json': {} }), []],
  [
    'a path that does not exist here',
    dashboards({ 'f/a.json': {} }, { options: { path: '/srv/dashboards' } }),
    ['/providers/0/options/path'],
  ],
  ['one file', dashboards({ 'f/a.json': {} }, { options: { path: '/var/lib/grafana/dashboards/f/a.json' } }), []],
  [
    'a file that does not exist here',
    dashboards({ 'f/a.json': {} }, { options: { path: '/var/lib/grafana/dashboards/f/b.json' } }),
    ['/providers/0/options/path'],
  ],
  ['one from a variable', dashboards({ 'f/a.json': {} }, { options: { path: '$DASHBOARDS' } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, providerPath)).toEqual(expected);
});
