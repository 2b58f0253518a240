import { expect, test } from 'vitest';

import { datasources, panels, pointers } from '../../test/support/validated.ts';
import { schemaPlugin } from './schema-plugin.ts';

test.each([
  [
    'panels that come with Grafana',
    panels({ type: 'timeseries' }, { type: 'alertlist' }, { type: 'row', panels: [{ type: 'nodeGraph' }] }),
    [],
  ],
  ['a misspelling', panels({ type: 'timeserie' }), ['/panels/0/type']],
  ['another plugin', panels({ type: 'acme-fancy-panel' }), ['/panels/0/type']],
  ['a library panel', panels({ type: 'acme', libraryPanel: { uid: 'a', name: 'A' } }), []],
  ['a misspelt data source', datasources({ name: 'd', type: 'promethues' }), ['/datasources/0/type']],
  ['a data source of another plugin', datasources({ name: 'd', type: 'acme-datasource' }), []],
  ['a type from the environment', datasources({ name: 'd', type: '$TYPE' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, schemaPlugin)).toEqual(expected);
});
