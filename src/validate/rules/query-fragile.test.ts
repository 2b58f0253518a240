import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryFragile } from './query-fragile.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a rank in an alert',
    { language: 'promql', text: 'topk(3, foo) > 1', as: 'alert' },
    ['query/fragile warning "topk(3, foo)"'],
  ],
  ['a rank that is summed', { language: 'promql', text: 'sum(topk(3, foo)) > 1', as: 'alert' }, []],
  ['a rank in a panel', { language: 'promql', text: 'topk(3, foo)' }, []],
  ['another aggregation', { language: 'promql', text: 'max(foo) > 1', as: 'alert' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryFragile])).toEqual(expected);
});
