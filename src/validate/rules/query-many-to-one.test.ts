import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryManyToOne } from './query-many-to-one.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'several against one',
    { language: 'promql', text: 'balance / on (agent) open_count' },
    ['query/many-to-one warning "on (agent)"'],
  ],
  [
    'aggregated on both sides',
    { language: 'promql', text: 'sum by (agent) (balance) / on (agent) max by (agent) (open_count)' },
    [],
  ],
  ['group_left', { language: 'promql', text: 'balance * on (agent) group_left () max by (agent) (open_count)' }, []],
  ['a set operation', { language: 'promql', text: 'balance and on (agent) open_count' }, []],
  ['metrics with unknown labels', { language: 'promql', text: '{a="b"} / on (c) {d="e"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryManyToOne], { catalog })).toEqual(expected);
});
