import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { receiverUnique } from './receiver-unique.ts';

test.each([
  [
    'two uids',
    alerting({
      contactPoints: [
        { name: 'a', receivers: [{ uid: 'x' }] },
        { name: 'b', receivers: [{ uid: 'y' }] },
      ],
    }),
    [],
  ],
  [
    'one uid',
    alerting({
      contactPoints: [
        { name: 'a', receivers: [{ uid: 'x' }] },
        { name: 'b', receivers: [{ uid: 'x' }] },
      ],
    }),
    ['/contactPoints/1/receivers/0/uid'],
  ],
  [
    'one uid in two orgs',
    alerting({
      contactPoints: [
        { name: 'a', receivers: [{ uid: 'x' }] },
        { orgId: 2, name: 'b', receivers: [{ uid: 'x' }] },
      ],
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, receiverUnique)).toEqual(expected);
});
