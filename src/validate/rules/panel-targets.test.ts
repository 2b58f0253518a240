import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelTargets } from './panel-targets.ts';

test.each([
  ['a query', panels({ type: 'stat', targets: [{ refId: 'A' }] }), []],
  ['none', panels({ type: 'stat' }), ['/panels/0/targets']],
  ['a text panel', panels({ type: 'text' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelTargets)).toEqual(expected);
});
