import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryQuantileSeries } from './query-quantile-series.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'unsummed buckets in an alert',
    { language: 'promql', text: 'histogram_quantile(0.99, rate(x_bucket[5m])) > 500', as: 'alert' },
    ['query/quantile-series warning "rate(x_bucket[5m])"'],
  ],
  [
    'summed buckets',
    { language: 'promql', text: 'histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m]))) > 500', as: 'alert' },
    [],
  ],
  ['a native histogram', { language: 'promql', text: 'histogram_quantile(0.99, rate(x[5m])) > 500', as: 'alert' }, []],
  [
    'a panel, where one line a series may be meant',
    { language: 'promql', text: 'histogram_quantile(0.99, rate(x_bucket[5m]))' },
    [],
  ],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryQuantileSeries])).toEqual(expected);
});
