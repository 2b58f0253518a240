import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryRateOfGauge } from './query-rate-of-gauge.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a counter', { language: 'promql', text: 'sum(rate(trades_total[5m]))' }, []],
  [
    'a gauge with the suffix of a counter',
    { language: 'promql', text: 'sum(increase(pnl_usdc_total[1h]))' },
    ['query/rate-of-gauge warning "increase(pnl_usdc_total[1h])"'],
  ],
  ['the change of a gauge', { language: 'promql', text: 'delta(pnl_usdc_total[1h])' }, []],
  [
    'a recorded series',
    { language: 'promql', text: 'rate(agent:pnl:sum[5m])' },
    ['query/rate-of-gauge warning "rate(agent:pnl:sum[5m])"'],
  ],
  ['an unknown metric', { language: 'promql', text: 'rate(foo[5m])' }, []],
  ['another language', { language: 'logql', text: 'rate({a="b"}[5m])' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryRateOfGauge], { catalog })).toEqual(expected);
});
