import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { querySelfRatio } from './query-self-ratio.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a part by the whole, both with the label',
    { language: 'promql', text: 'rate(c_count{status=~"4..|5.."}[2m]) / rate(c_count[2m]) > 0.05' },
    ['query/self-ratio warning "rate(c_count{status=~\\"4..|5..\\"}[2m]) / rate(c_count[2m])"'],
  ],
  [
    'sums that drop it',
    { language: 'promql', text: 'sum by (e) (rate(c_count{status=~"5.."}[2m])) / sum by (e) (rate(c_count[2m]))' },
    [],
  ],
  [
    'sums that keep it',
    { language: 'promql', text: 'sum by (status) (rate(c{status=~"5.."}[2m])) / sum by (status) (rate(c[2m]))' },
    ['query/self-ratio warning "sum by (status) (rate(c{status=~\\"5..\\"}[2m])) / sum by (status) (rate(c[2m]))"'],
  ],
  [
    'ignoring it',
    { language: 'promql', text: 'c{status="500"} / ignoring (status) group_left () c{status="all"}' },
    [],
  ],
  ['the same on both sides', { language: 'promql', text: 'c / c' }, ['query/self-ratio warning "c / c"']],
  ['then and now', { language: 'promql', text: 'c / c offset 1d' }, []],
  ['two metrics', { language: 'promql', text: 'a{b="c"} / d' }, []],
  ['numbers', { language: 'promql', text: '1 / 1' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [querySelfRatio])).toEqual(expected);
});
