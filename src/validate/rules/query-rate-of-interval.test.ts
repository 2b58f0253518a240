import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryRateOfInterval } from './query-rate-of-interval.ts';

const FOUND = (window: string) => [`query/rate-of-interval warning "${window}"`];

test.each<[string, AskedQuery, string[]]>([
  ['the rate interval', { language: 'promql', text: 'rate(a_total[$__rate_interval])' }, []],
  ['a fixed window', { language: 'promql', text: 'rate(a_total[5m])' }, []],
  ['the step', { language: 'promql', text: 'rate(a_total[$__interval])' }, FOUND('$__interval')],
  ['in braces', { language: 'promql', text: 'sum(irate(a_total[${__interval}]))' }, FOUND('${__interval}')],
  ['of a rule', { language: 'promql', text: 'rate(a_total[$__interval])', as: 'alert' }, FOUND('$__interval')],
  ['a minimum step', { language: 'promql', text: 'rate(a_total[$__interval])', target: { interval: '2m' } }, []],
  ['a count for each step', { language: 'promql', text: 'increase(a_total[$__interval])' }, []],
  ['an average over the step', { language: 'promql', text: 'avg_over_time(a[$__interval])' }, []],
  ['lines', { language: 'logql', text: 'rate({a="b"}[$__interval])' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryRateOfInterval])).toEqual(expected);
});
