import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelDefaultDatasource } from './panel-default-datasource.ts';

test.each([
  ['a source at the panel', panels({ type: 'stat', datasource: { uid: 'prom' }, targets: [{ expr: 'up' }] }), []],
  ['none', panels({ type: 'stat', targets: [{ expr: 'up' }] }), ['/panels/0/targets/0']],
  [
    'null, the default of old dashboards',
    panels({ type: 'stat', datasource: null, targets: [{ expr: 'up' }] }),
    ['/panels/0/targets/0'],
  ],
  ['a text panel', panels({ type: 'text' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelDefaultDatasource)).toEqual(expected);
});
