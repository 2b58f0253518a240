import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { groupUnique } from './group-unique.ts';

test.each([
  [
    'two groups',
    alerting({
      groups: [
        { name: 'a', folder: 'f', interval: '1m' },
        { name: 'b', folder: 'f', interval: '1m' },
      ],
    }),
    [],
  ],
  [
    'one group twice',
    alerting({
      groups: [
        { name: 'a', folder: 'f', interval: '1m' },
        { name: 'a', folder: 'f', interval: '1m' },
      ],
    }),
    ['/groups/1/name'],
  ],
  [
    'one group with two intervals',
    alerting({
      groups: [
        { name: 'a', folder: 'f', interval: '1m' },
        { name: 'a', folder: 'f', interval: '2m' },
      ],
    }),
    ['error /groups/1/name'],
  ],
  [
    'one name in two folders',
    alerting({
      groups: [
        { name: 'a', folder: 'f', interval: '1m' },
        { name: 'a', folder: 'g', interval: '1m' },
      ],
    }),
    [],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, groupUnique)).toEqual(expected);
});
