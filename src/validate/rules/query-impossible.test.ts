import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryImpossible } from './query-impossible.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a count of nothing',
    { language: 'promql', text: 'count(up{a="b"}) == 0' },
    ['query/impossible warning "count(up{a=\\"b\\"}) == 0"'],
  ],
  [
    'a count below one',
    { language: 'promql', text: 'count by (c) (up) < 1' },
    ['query/impossible warning "count by (c) (up) < 1"'],
  ],
  ['a count with a fallback', { language: 'promql', text: '(count(up) or vector(0)) == 0' }, []],
  ['a count above a limit', { language: 'promql', text: 'count(up) > 0' }, []],
  ['a comparison as a number', { language: 'promql', text: 'count(up) == bool 0' }, []],
  [
    'two values of one label',
    { language: 'promql', text: 'up{a="b", a="c"}' },
    ['query/impossible warning "up{a=\\"b\\", a=\\"c\\"}"'],
  ],
  ['two limits of one label', { language: 'promql', text: 'up{a!="b", a!="c"}' }, []],
  ['another language', { language: 'logql', text: '{a="b",a="c"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryImpossible])).toEqual(expected);
});
