import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryQuantileLe } from './query-quantile-le.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'buckets summed with le',
    { language: 'promql', text: 'histogram_quantile(0.9, sum by (agent, le) (rate(latency_ms_bucket[5m])))' },
    [],
  ],
  [
    'buckets summed without le',
    { language: 'promql', text: 'histogram_quantile(0.9, sum by (agent) (rate(latency_ms_bucket[5m])))' },
    ['query/quantile-le error "histogram_quantile(0.9, sum by (agent) (rate(latency_ms_bucket[5m])))"'],
  ],
  [
    'a gauge',
    { language: 'promql', text: 'histogram_quantile(0.9, balance)' },
    ['query/quantile-le error "histogram_quantile(0.9, balance)"'],
  ],
  ['recorded buckets', { language: 'promql', text: 'histogram_quantile(0.9, agent_le:latency_ms_bucket:rate5m)' }, []],
  ['not a quantile', { language: 'promql', text: 'sum(rate(latency_ms_count[5m]))' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryQuantileLe], { catalog })).toEqual(expected);
});
