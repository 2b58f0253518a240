import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { routeGroupBy } from './route-group-by.ts';

test.each([
  ['labels', alerting({ policies: [{ receiver: 'a', group_by: ['alertname', 'team'] }] }), []],
  ['everything', alerting({ policies: [{ receiver: 'a', group_by: ['...'] }] }), []],
  [
    'everything and a label',
    alerting({ policies: [{ receiver: 'a', group_by: ['...', 'team'] }] }),
    ['/policies/0/group_by'],
  ],
  [
    'a label twice',
    alerting({ policies: [{ receiver: 'a', group_by: ['team', 'team'] }] }),
    ['/policies/0/group_by/1'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, routeGroupBy)).toEqual(expected);
});
