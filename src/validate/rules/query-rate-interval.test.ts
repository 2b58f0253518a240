import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryRateInterval } from './query-rate-interval.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a fixed window', { language: 'promql', text: 'sum(rate(foo[5m]))' }, ['query/rate-interval note "5m"']],
  [
    "Grafana's window",
    {
      language: 'promql',
      text: 'sum(rate(foo[$__rate_interval])) + irate(foo[$w])',
      variables: [{ name: 'w', type: 'custom', query: '5m' }],
    },
    [],
  ],
  ['an instant query', { language: 'promql', text: 'rate(foo[5m])', target: { instant: true } }, []],
  ['an increase over a period with a name', { language: 'promql', text: 'increase(foo[24h])' }, []],
  ['an alert, which has no step', { language: 'promql', text: 'rate(foo[5m]) > 1', as: 'alert' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryRateInterval], { preset: 'style' })).toEqual(expected);
});
