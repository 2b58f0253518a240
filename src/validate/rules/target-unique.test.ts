import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { targetUnique } from './target-unique.ts';

test.each([
  ['two names', panels({ targets: [{ refId: 'A' }, { refId: 'B' }] }), []],
  ['one name', panels({ targets: [{ refId: 'A' }, { refId: 'A' }] }), ['/panels/0/targets/1/refId']],
  ['one name in two panels', panels({ targets: [{ refId: 'A' }] }, { targets: [{ refId: 'A' }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, targetUnique)).toEqual(expected);
});
