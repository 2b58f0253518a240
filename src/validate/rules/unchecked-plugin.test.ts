import { expect, test } from 'vitest';

import { datasources, panels, pointers } from '../../test/support/validated.ts';
import { uncheckedPlugin } from './unchecked-plugin.ts';

test.each([
  ['a panel with a schema', panels({ type: 'stat', options: { wideLayout: true } }), []],
  ['a panel of a plugin', panels({ type: 'volkovlabs-echarts-panel', options: { a: 1 } }), ['/panels/0/type']],
  ['a panel of Grafana without a schema', panels({ type: 'flamegraph', options: { a: 1 } }), ['/panels/0/type']],
  ['a panel without options', panels({ type: 'flamegraph' }), []],
  ['a library panel', panels({ type: 'x', options: { a: 1 }, libraryPanel: { uid: 'l' } }), []],
  ['a source of Grafana', datasources({ name: 'P', type: 'prometheus', jsonData: { a: 1 } }), []],
  [
    'a source of a plugin',
    datasources({ name: 'P', type: 'acme-x-datasource', jsonData: { a: 1 } }),
    ['/datasources/0/type'],
  ],
  ['a source without settings', datasources({ name: 'P', type: 'acme-x-datasource' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, uncheckedPlugin)).toEqual(expected);
});
