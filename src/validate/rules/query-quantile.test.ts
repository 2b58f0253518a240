import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryQuantile } from './query-quantile.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a share', { language: 'promql', text: 'histogram_quantile(0.95, sum by (le) (rate(a_bucket[5m])))' }, []],
  ['the ends', { language: 'promql', text: 'quantile(0, a) + quantile(1, a)' }, []],
  ['a variable', { language: 'promql', text: 'quantile($q, a)', variables: [{ name: 'q', type: 'query' }] }, []],
  ['percents', { language: 'promql', text: 'histogram_quantile(95, a)' }, ['query/quantile warning "95"']],
  ['in an aggregation', { language: 'promql', text: 'quantile(99.9, a)' }, ['query/quantile warning "99.9"']],
  ['over time', { language: 'promql', text: 'quantile_over_time(-0.5, a[5m])' }, ['query/quantile warning "-0.5"']],
  ['a calculation', { language: 'promql', text: 'quantile(95 / 100, a)' }, []],
  [
    'of lines',
    { language: 'logql', text: 'quantile_over_time(95, {a="b"} | unwrap took [5m])' },
    ['query/quantile warning "95"'],
  ],
  [
    'of PostgreSQL',
    { language: 'postgres', text: 'SELECT percentile_cont(95) WITHIN GROUP (ORDER BY x) FROM t' },
    ['query/quantile error "95"'],
  ],
  [
    'of ClickHouse',
    { language: 'clickhouse', text: 'SELECT quantileExact(95)(x), quantile(0.5)(x), quantile(2) FROM t' },
    ['query/quantile error "95"'],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryQuantile])).toEqual(expected);
});
