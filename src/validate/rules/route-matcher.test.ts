import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { routeMatcher } from './route-matcher.ts';

test.each([
  [
    'three strings',
    alerting({
      policies: [
        {
          receiver: 'a',
          routes: [{ object_matchers: [['a', '=~', 'b|c']], matchers: ['d!="e"'], match_re: { f: 'g.*' } }],
        },
      ],
    }),
    [],
  ],
  [
    'an operator of another language',
    alerting({ policies: [{ receiver: 'a', routes: [{ object_matchers: [['a', '==', 'b']] }] }] }),
    ['/policies/0/routes/0/object_matchers/0/1'],
  ],
  [
    'a number',
    alerting({ policies: [{ receiver: 'a', routes: [{ object_matchers: [['a', '=', 1]] }] }] }),
    ['/policies/0/routes/0/object_matchers/0'],
  ],
  [
    'an expression that does not compile',
    alerting({ policies: [{ receiver: 'a', routes: [{ object_matchers: [['a', '=~', '(b']] }] }] }),
    ['/policies/0/routes/0/object_matchers/0/2'],
  ],
  [
    'an expression that Go cannot compile',
    alerting({ policies: [{ receiver: 'a', routes: [{ match_re: { a: '(?!b)c' } }] }] }),
    ['/policies/0/routes/0/match_re/a'],
  ],
  [
    'a string that cannot be parsed',
    alerting({ policies: [{ receiver: 'a', routes: [{ matchers: ['team'] }] }] }),
    ['/policies/0/routes/0/matchers/0'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, routeMatcher)).toEqual(expected);
});
