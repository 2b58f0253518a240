import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryCounterTotal } from './query-counter-total.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'matchers, which the linter overlooks',
    { language: 'promql', text: 'sum(x_total{a="b"})' },
    ['query/counter-total note "x_total{a=\\"b\\"}"'],
  ],
  ['a rate', { language: 'promql', text: 'rate(x_total[5m])' }, []],
  ['another name', { language: 'promql', text: 'x' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryCounterTotal], { preset: 'mixin' })).toEqual(expected);
});
