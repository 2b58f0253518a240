import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelAngular } from './panel-angular.ts';

test.each([
  ['a graph', panels({ type: 'graph' }), ['/panels/0/type']],
  ['a time series', panels({ type: 'timeseries' }), []],
  ['a panel of a plugin', panels({ type: 'acme-panel' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelAngular)).toEqual(expected);
});
