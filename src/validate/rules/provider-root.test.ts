import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { providerRoot } from './provider-root.ts';

test.each([
  ['in a directory', dashboards({ 'f/a.json': { title: 'A' } }), []],
  ['beside them', dashboards({ 'a.json': { title: 'A' } }), ['']],
  [
    'of a provider with a folder',
    dashboards({ 'a.json': { title: 'A' } }, { folder: 'F', options: { path: '/var/lib/grafana/dashboards' } }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, providerRoot)).toEqual(expected);
});
