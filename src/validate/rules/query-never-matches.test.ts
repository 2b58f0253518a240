import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryNeverMatches } from './query-never-matches.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'the same labels',
    { language: 'promql', text: 'sum by (agent) (balance) and open_count * 0 < sum by (agent) (balance)' },
    [
      'query/never-matches error "sum by (agent) (balance) and open_count * 0 < sum by (agent) (balance)"',
      'query/never-matches error "open_count * 0 < sum by (agent) (balance)"',
    ],
  ],
  [
    'a label on one side',
    { language: 'promql', text: 'balance > 0 and open_count > 0' },
    ['query/never-matches error "balance > 0 and open_count > 0"'],
  ],
  ['matched by the shared label', { language: 'promql', text: 'balance > 0 and on (agent) open_count > 0' }, []],
  [
    'a ratio of sums by different labels',
    { language: 'promql', text: 'sum by (agent) (balance) / sum by (currency) (balance)' },
    ['query/never-matches error "sum by (agent) (balance) / sum by (currency) (balance)"'],
  ],
  [
    'two values of one label',
    { language: 'promql', text: 'foo{a="b"} and bar{a="c"}' },
    ['query/never-matches error "foo{a=\\"b\\"} and bar{a=\\"c\\"}"'],
  ],
  [
    'a label that is joined from nothing',
    {
      language: 'promql',
      text: 'label_join(sum by (agent) (balance), "currency", "", "currency") / sum by (agent) (balance)',
    },
    [],
  ],
  [
    'a share of two values of one label',
    { language: 'promql', text: 'rate(foo{a="b"}[5m]) / (rate(foo{a="b"}[5m]) + rate(foo{a="c"}[5m]))' },
    ['query/never-matches error "rate(foo{a=\\"b\\"}[5m]) + rate(foo{a=\\"c\\"}[5m])"'],
  ],
  [
    'two values of a label that is not compared',
    { language: 'promql', text: 'foo{a="b"} / ignoring (a) foo{a="c"}' },
    [],
  ],
  ['a union', { language: 'promql', text: 'balance or open_count' }, []],
  ['a number', { language: 'promql', text: 'balance / 2 > time()' }, []],
  ['a fallback', { language: 'promql', text: 'sum(balance) or vector(0)' }, []],
  ['group_left', { language: 'promql', text: 'balance * on (agent) group_left () open_count' }, []],
  ['another language', { language: 'logql', text: '{a="b"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryNeverMatches], { catalog })).toEqual(expected);
});
