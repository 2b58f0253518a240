import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelIdentity } from './panel-identity.ts';

test.each([
  ['everything', panels({ id: 1, gridPos: { x: 0, y: 0, w: 1, h: 1 }, targets: [{ refId: 'A' }] }), []],
  ['nothing', panels({ targets: [{}] }), ['/panels/0', '/panels/0/targets/0']],
  ['the id 0', panels({ id: 0, gridPos: { x: 0, y: 0, w: 1, h: 1 } }), ['/panels/0/id']],
  ['a dashboard without panels', panels(), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelIdentity)).toEqual(expected);
});
