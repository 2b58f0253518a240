import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryCounterRate } from './query-counter-rate.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a rate',
    { language: 'promql', text: 'sum(rate(trades_total{agent="a"}[5m])) / sum(increase(latency_ms_count[5m]))' },
    [],
  ],
  [
    'a sum of counters',
    { language: 'promql', text: 'sum(trades_total{agent="a"})' },
    ['query/counter-rate warning "trades_total{agent=\\"a\\"}"'],
  ],
  [
    'a plain counter',
    { language: 'promql', text: 'latency_ms_count > 5' },
    ['query/counter-rate warning "latency_ms_count"'],
  ],
  ['a gauge with the suffix of a counter', { language: 'promql', text: 'sum(pnl_usdc_total)' }, []],
  [
    'a count, a test of presence, a difference',
    {
      language: 'promql',
      text: 'count(trades_total) + absent(trades_total) + (trades_total - trades_total offset 1h)',
    },
    [],
  ],
  ['a variable', { language: 'promql', text: 'label_values(trades_total, agent)', as: 'variable' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryCounterRate], { catalog })).toEqual(expected);
});
